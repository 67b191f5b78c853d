<?php
/**
 * Plugin Name: Article comments
 * Description: Puts a self-hosted comment service in the place of the theme's comments.
 * Version: 1.0.0
 * Requires at least: 5.8
 * Requires PHP: 7.4
 * License: MIT
 */

defined( 'ABSPATH' ) || exit;

/** The service's address and the site's name there; null until both are set. */
function article_comments_place(): ?array {
    $service = untrailingslashit( get_option( 'article_comments_service', '' ) );
    $site    = get_option( 'article_comments_site', '' );
    return $service && $site ? array( $service, $site ) : null;
}

/** What stands under the article of the loop, for readers with JavaScript and without. */
function article_comments_thread(): string {
    if ( post_password_required() || is_preview() ) {
        return '';
    }
    list( $service, $site ) = article_comments_place();
    $address                = get_permalink();
    return sprintf(
        '<div id="comments" class="comments-area default-max-width">'
        . '<article-comments site="%s" article="%s"><a href="%s">%s</a></article-comments></div>',
        esc_attr( $site ),
        esc_url( $address ),
        esc_url( "$service/t/$site/?article=" . rawurlencode( $address ) ),
        esc_html__( 'Comments' ) // A word of WordPress, in the language of the site.
    );
}

// Classic themes include a file; block themes render a block, which is empty where there is nothing to show.
add_filter(
    'comments_template',
    function ( $file ) {
        return article_comments_place() ? __DIR__ . '/thread.php' : $file;
    }
);
add_filter(
    'render_block_core/comments',
    function ( $html ) {
        return $html && article_comments_place() ? article_comments_thread() : $html;
    }
);

// "3 Comments", wherever a theme says so; the script puts its own number there.
add_filter(
    'comments_number',
    function ( $text ) {
        $place = article_comments_place();
        return $place ? sprintf(
            '<span data-site="%s" data-comments-count="%s">%s</span>',
            esc_attr( $place[1] ),
            esc_url( get_permalink() ),
            $text
        ) : $text;
    }
);

add_action(
    'wp_enqueue_scripts',
    function () {
        $place = article_comments_place();
        if ( $place ) {
            $how = array( 'in_footer' => true, 'strategy' => 'async' );
            wp_enqueue_script( 'article-comments', "$place[0]/embed.js", array(), null, $how );
        }
    }
);

// Closes WordPress's own door, however a comment comes: by form, REST, XML-RPC or as a pingback.
add_filter(
    'pre_comment_approved',
    function ( $approved, $comment ) {
        $types = array( '', 'comment', 'pingback', 'trackback' );
        return article_comments_place() && in_array( $comment['comment_type'] ?? '', $types, true )
            ? new WP_Error( 'comment_closed', __( 'Comments are closed.' ), 403 )
            : $approved;
    },
    10,
    2
);

// Settings › Discussion.
add_action(
    'admin_init',
    function () {
        $fields = array(
            'article_comments_service' => array( 'Comment service: address', 'esc_url_raw' ),
            'article_comments_site'    => array( 'Comment service: name of this site', 'sanitize_key' ),
        );
        foreach ( $fields as $name => list( $label, $clean ) ) {
            register_setting( 'discussion', $name, array( 'sanitize_callback' => $clean ) );
            add_settings_field(
                $name,
                $label,
                function () use ( $name ) {
                    printf(
                        '<input class="regular-text" id="%1$s" name="%1$s" value="%2$s">',
                        esc_attr( $name ),
                        esc_attr( get_option( $name, '' ) )
                    );
                },
                'discussion',
                'default',
                array( 'label_for' => $name )
            );
        }
    }
);
