<?php
/** Makes the database, an administrator and an article; the plugin of the recipe is active. */
mysqli_connect( 'localhost', 'root', '', '', 0, getenv( 'WORDPRESS_SOCKET' ) )->query( 'CREATE DATABASE wordpress' );

function wp_new_blog_notification() {
    // Mail to the administrator.
}

define( 'WP_INSTALLING', true );
require 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'The garden in the town', 'admin', 'admin@example.org', true, '', 'admin' );
update_option( 'permalink_structure', '/%postname%/' );
update_option( 'active_plugins', array( 'article-comments/article-comments.php' ) );
wp_delete_post( 1, true ); // "Hello world!", with a comment.
wp_insert_post(
    array(
        'post_title'   => 'Mulching in autumn',
        'post_content' => 'Straw keeps the ground warm.',
        'post_status'  => 'publish',
    )
);
