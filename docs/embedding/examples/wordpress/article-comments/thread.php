<?php
/** What a classic theme includes instead of its comments.php. */
defined( 'ABSPATH' ) || exit;
echo article_comments_thread(); // phpcs:ignore WordPress.Security.EscapeOutput -- it escapes.
