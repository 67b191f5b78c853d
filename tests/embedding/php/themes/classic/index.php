<!doctype html>
<html <?php language_attributes(); ?>>
<head>
    <meta charset="<?php bloginfo( 'charset' ); ?>">
    <?php wp_head(); ?>
</head>
<body>
<?php
while ( have_posts() ) :
    the_post();
    ?>
    <h2><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
    <?php
    the_content();
    if ( is_single() && ( comments_open() || get_comments_number() ) ) {
        comments_template();
    }
    if ( ! is_single() ) {
        comments_popup_link();
    }
endwhile;
wp_footer();
?>
</body>
</html>
