import useDocusaurusContext from "@docusaurus/useDocusaurusContext";

function useComments(path) {
  const { siteConfig } = useDocusaurusContext();
  return { ...siteConfig.customFields.comments, address: new URL(path, siteConfig.url).href };
}

/** The comments of the page at a path, such as `/mulching-in-autumn/`. */
export default function Comments({ path }) {
  const { service, site, address } = useComments(path);
  return (
    <article-comments key={address} site={site} article={address}>
      <a href={`${service}/t/${site}/?article=${encodeURIComponent(address)}`}>Read and leave comments</a>
    </article-comments>
  );
}

/** How many there are; the script fills it, and React is to leave it alone. */
export function CommentsCount({ path }) {
  const { site, address } = useComments(path);
  const filled = { dangerouslySetInnerHTML: { __html: "" }, suppressHydrationWarning: true };
  return <span key={address} data-site={site} data-comments-count={address} {...filled} />;
}
