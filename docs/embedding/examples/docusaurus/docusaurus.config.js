/** @type {import("@docusaurus/types").Config} */
export default {
  title: "The garden in the town",
  url: "https://blog.example.org",
  baseUrl: "/",
  future: { faster: true, v4: true },
  scripts: [{ src: "https://comments.example.org/embed.js", async: true }],
  customFields: { comments: { service: "https://comments.example.org", site: "blog" } },
  plugins: [
    ["@docusaurus/plugin-content-blog", { routeBasePath: "/", blogSidebarCount: 0, onUntruncatedBlogPosts: "ignore" }],
    ["@docusaurus/plugin-content-docs", { sidebarPath: false }],
  ],
  themes: ["@docusaurus/theme-classic"],
};
