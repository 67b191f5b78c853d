import { useDoc } from "@docusaurus/plugin-content-docs/client";
import Comments from "@site/src/components/Comments";
import Footer from "@theme-original/DocItem/Footer";

export default function FooterWrapper(props) {
  return (
    <>
      <Footer {...props} />
      <Comments path={useDoc().metadata.permalink} />
    </>
  );
}
