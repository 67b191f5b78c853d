import { useBlogPost } from "@docusaurus/plugin-content-blog/client";
import Comments, { CommentsCount } from "@site/src/components/Comments";
import Footer from "@theme-original/BlogPostItem/Footer";

export default function FooterWrapper(props) {
  const { metadata, isBlogPostPage } = useBlogPost();
  const Part = isBlogPostPage ? Comments : CommentsCount;
  return (
    <>
      <Footer {...props} />
      <Part path={metadata.permalink} />
    </>
  );
}
