import assert from "node:assert/strict";
import { test } from "node:test";
import { identify, linkedComment, serviceOf } from "../../moderation/widget/src/identity.js";
import { asked, doors } from "../../moderation/widget/src/service.js";

const address = "https://blog.example/a?utm_source=x#comment-1";
const canonical = "https://blog.example/a";
const title = "Pailler en automne";

const ARTICLES = [
  ["the canonical address of the page", null, { canonical }, "https://blog.example/a"],
  ["the page's address without its fragment", null, {}, "https://blog.example/a?utm_source=x"],
  ["an address", "https://blog.example/b#x", { canonical }, "https://blog.example/b"],
  ["a path", "/b", { canonical }, "https://blog.example/b"],
  ["an address without a scheme", "//blog.example/b", { canonical }, "https://blog.example/b"],
  ["a key of the site's own", "article-12", { canonical }, "article-12"],
  ["nothing", "", { canonical }, "https://blog.example/a"],
  ["what is no address", "http://", {}, "https://blog.example/a?utm_source=x"],
];
for (const [name, named, more, expected] of ARTICLES) {
  test(`an article may be named by ${name}`, () => {
    const article = identify(named, { address, title, ...more });
    assert.equal(asked(article), expected);
    assert.equal(article.title, title);
    assert.match(article.url, /^https:\/\/blog\.example\//);
  });
}

const SCRIPTS = [
  ["https://c.example/embed.js", "https://c.example/"],
  ["https://c.example/embed/0.1.0/embed.js", "https://c.example/"],
  ["https://c.example/under/a/path/embed.js?v=1#x", "https://c.example/under/a/path/"],
  ["https://c.example/embed/embed/0.1.0/embed.js", "https://c.example/embed/"],
];
for (const [script, base] of SCRIPTS) {
  test(`the service of ${script}`, () => assert.equal(serviceOf(script), base));
}

test("the name of a site stays one part of the address", () =>
  assert.equal(doors("https://c.example/", "a/b"), "https://c.example/api/v1/sites/a%2Fb/"));

const FRAGMENTS = [
  ["#comment-123", "123"],
  ["#comment-cab12", "cab12"],
  ["#comment-", undefined],
  ["#comment-1/2", undefined],
  ["#comments", undefined],
  ["", undefined],
];
for (const [hash, id] of FRAGMENTS) {
  test(`the comment of ${hash || "no fragment"}`, () => assert.equal(linkedComment(hash), id));
}
