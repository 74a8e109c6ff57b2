// How the API behaves around its answers: media types, pages, caches, redirects, versions, limits, faults.
import { client, limited, refused, told } from "./clients.mjs";

const ada = client(process.env.ADA);
const cleo = client(process.env.CLEO);
const at = { owner: "acme", repo: "webapp" };
const control = process.env.CONTROL;
const seen = {};
const post = (path, body) => fetch(`${control}/${path}`, {
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
});

// media types
const types = [];
for (const accept of ["application/vnd.github+json", "application/vnd.github.v3.raw", "application/vnd.github.raw+json",
  "application/vnd.github.html", "application/vnd.github.object+json"]) {
  const { data, headers } = await ada.rest.repos.getContent({ ...at, path: "run.sh", headers: { accept } });
  types.push([headers["content-type"], headers["x-github-media-type"], typeof data === "string" ? data.split("\n")[0] : data.type]);
}
seen.types = types;
const head = (await ada.rest.repos.getCommit({ ...at, ref: "main", mediaType: { format: "sha" } }));
seen.sha = [head.data.length, head.headers["content-type"]];
const body = (await ada.rest.issues.get({ ...at, issue_number: 1, mediaType: { format: "full" } })).data;
seen.full = [typeof body.body, typeof body.body_html, typeof body.body_text];
const matches = (await ada.rest.search.issuesAndPullRequests({ q: "checkout repo:acme/webapp", mediaType: { format: "text-match" } })).data;
seen.matches = matches.items[0].text_matches?.[0]?.property;

// pages
const first = await ada.rest.issues.listForRepo({ ...at, state: "all", per_page: 1 });
seen.link = [...first.headers.link.matchAll(/[?&]page=(\d+)[^>]*>; rel="(\w+)"/g)].map(([, page, rel]) => [rel, page]);
const pages = [];
for await (const { data } of ada.paginate.iterator(ada.rest.issues.listForRepo, { ...at, state: "all", per_page: 3 })) pages.push(data.length);
seen.pages = pages;
seen.normalized = (await ada.paginate("GET /search/repositories", { q: "org:acme", per_page: 1 })).map((each) => each.name).sort();
seen.checks = await ada.paginate(ada.rest.checks.listForRef, { ...at, ref: "main", per_page: 1 });
seen.beyond = [(await ada.rest.issues.listForRepo({ ...at, per_page: 1000 })).data.length,
  (await ada.rest.issues.listForRepo({ ...at, page: 4000 })).data.length];
const empty = await ada.rest.repos.createForAuthenticatedUser({ name: "nothing" });
seen.empty = [await told(ada.rest.repos.listCommits({ owner: "ada", repo: "nothing" })),
  await ada.paginate(ada.rest.repos.listCommits, { owner: "ada", repo: "nothing" })];

// caches
const cached = await ada.rest.repos.get(at);
const same = await refused(ada.rest.repos.get({ ...at, headers: { "if-none-match": cached.headers.etag } }));
const since = await refused(ada.rest.issues.get({ ...at, issue_number: 1, headers: { "if-modified-since":
  (await ada.rest.issues.get({ ...at, issue_number: 1 })).headers["last-modified"] } }));
seen.cache = [same.status, same.message, same.headers.etag === cached.headers.etag, since.status];
const before = Number(cached.headers["x-ratelimit-used"]);
const after = await ada.rest.repos.get(at);
seen.spent = Number(after.headers["x-ratelimit-used"]) > before;
seen.limits = Object.keys(after.headers).filter((name) => name.startsWith("x-ratelimit")).sort();
seen.resources = Object.keys((await ada.rest.rateLimit.get()).data.resources).sort();

// renamed repositories
await ada.rest.repos.update({ owner: "ada", repo: "nothing", name: "something" });
seen.renamed = (await ada.rest.repos.get({ owner: "ada", repo: "nothing" })).data.name;
await ada.rest.issues.create({ owner: "ada", repo: "nothing", title: "Follows" });
seen.followed = (await ada.rest.issues.listForRepo({ owner: "ada", repo: "something" })).data.map((issue) => issue.title);
seen.redirect = await ada.request("GET /repos/ada/nothing", { request: { redirect: "manual" } })
  .then(({ status, data, headers }) => [status, data.message, data.url === headers.location]);

// versions and errors
const versions = [];
for (const version of ["2022-11-28", "2026-03-10"]) {
  const { headers } = await ada.request("GET /user", { headers: { "x-github-api-version": version } });
  versions.push(headers["x-github-api-version-selected"]);
}
seen.versions = versions;
seen.version = await told(ada.request("GET /user", { headers: { "x-github-api-version": "v3" } }));
const errors = {
  unknown: ada.request("GET /nowhere"), missing: ada.rest.repos.get({ owner: "acme", repo: "none" }),
  token: client("ghp_bad").rest.users.getAuthenticated(), none: client(undefined).rest.users.getAuthenticated(),
  scope: cleo.rest.issues.create({ ...at, title: "x" }), private: cleo.rest.repos.get({ owner: "acme", repo: "infrastructure" }),
  field: ada.rest.issues.create({ ...at, title: "" }), state: ada.rest.issues.listForRepo({ ...at, state: "odd" }),
};
seen.errors = Object.fromEntries(await Promise.all(Object.entries(errors).map(async ([name, call]) => {
  const { status, message } = await refused(call);
  return [name, [status, message]];
})));
const full = await refused(ada.rest.repos.get({ owner: "acme", repo: "none" }));
seen.headers = [full.headers["x-github-request-id"].split(":").length, full.headers["content-type"]];

// limits and faults: what the plugins make of them
const secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
await post("faults", { clone: "github", operation: "issues/get", status: 403, count: 1, kind: "status",
  headers: { "Retry-After": "2" }, body: { message: secondary, documentation_url: "https://docs.github.com/rest" } });
seen.secondary = (await ada.rest.issues.get({ ...at, issue_number: 1 })).data.number;
await post("faults", { clone: "github", operation: "repos/get", status: 502, count: 2, kind: "status", body: { message: "Server Error" } });
seen.retried = (await ada.rest.repos.get(at)).data.name;
seen.limited = limited;
const session = await (await post("../../sessions", { clones: ["github"], rate_limits: true })).json();
const strict = client(process.env.ADA, { baseUrl: session.clones.github.rest });
let last = null;
for (let number = 0; number < 30; number += 1) last = await strict.rest.search.labels({ repository_id: 1, q: "bug" });
const over = await refused(strict.rest.search.labels({ repository_id: 1, q: "bug" }));
seen.primary = [last.headers["x-ratelimit-remaining"], over.status, over.message.split(" for ")[0],
  over.headers["x-ratelimit-remaining"], over.headers["x-ratelimit-resource"], over.headers["retry-after"] ?? null,
  limited.at(-1)[0], (await strict.rest.users.getAuthenticated()).data.login];
process.stdout.write(JSON.stringify(seen));
