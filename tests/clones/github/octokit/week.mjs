// A team's week with @octokit/rest; prints what it saw, day by day, as one JSON document.
import { createServer } from "node:http";
import { once } from "node:events";
import { Webhooks } from "@octokit/webhooks";
import { client, told } from "./clients.mjs";

const [ada, ben, cleo] = [process.env.ADA, process.env.BEN, process.env.CLEO].map((token) => client(token));
const owner = "acme";
const repo = "shopfront";
const at = { owner, repo };
const seen = {};
const text = (value) => Buffer.from(value).toString("base64");

// Monday: a repository, a webhook, the first files, a branch.
const heard = [];
const webhooks = new Webhooks({ secret: "between us" });
webhooks.onAny(({ name, payload }) => heard.push([name, payload.action ?? null, payload.sender?.login]));
const listener = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { "x-github-delivery": id, "x-github-event": name, "x-hub-signature-256": signature } = request.headers;
  try {
    await webhooks.verifyAndReceive({ id, name, payload: body, signature });
  } catch (error) {
    heard.push(["refused", String(error)]);
  }
  response.writeHead(204).end();
});
listener.listen(0, "127.0.0.1");
await once(listener, "listening");

const made = await ada.rest.repos.createInOrg({ org: owner, name: repo, auto_init: true, description: "Sells" });
seen.repository = [made.status, made.data.full_name, made.data.default_branch, made.data.visibility];
const hook = await ada.rest.repos.createWebhook({
  ...at, events: ["push", "pull_request", "issues", "release"],
  config: { url: `http://127.0.0.1:${listener.address().port}/`, content_type: "json", secret: "between us" },
});
seen.hook = [hook.data.config.secret, hook.data.events];
await ada.rest.repos.addCollaborator({ ...at, username: "ben", permission: "push" });
await ada.rest.repos.addCollaborator({ ...at, username: "cleo", permission: "push" });
const file = await ada.rest.repos.createOrUpdateFileContents({
  ...at, path: "shop/price.js", message: "Add prices", content: text("one\ntwo\nthree\n"),
});
seen.stale = await told(ada.rest.repos.createOrUpdateFileContents({
  ...at, path: "shop/price.js", message: "Again", content: text("four\n"), sha: "0".repeat(40),
}));
const read = await ben.rest.repos.getContent({ ...at, path: "shop/price.js", mediaType: { format: "raw" } });
seen.raw = [read.data, read.headers["content-type"], read.headers["x-github-media-type"]];
const { data: main } = await ada.rest.git.getRef({ ...at, ref: "heads/main" });
seen.head = main.object.sha === file.data.commit.sha;
seen.twice = await told(ada.rest.git.createRef({ ...at, ref: "refs/heads/main", sha: main.object.sha }));

// Tuesday: three branches made object by object, three pull requests.
async function branch(name, files, message, author = ben) {
  const base = (await author.rest.git.getRef({ ...at, ref: "heads/main" })).data.object.sha;
  const { data: commit } = await author.rest.git.getCommit({ ...at, commit_sha: base });
  const tree = await author.rest.git.createTree({
    ...at, base_tree: commit.tree.sha,
    tree: Object.entries(files).map(([path, content]) => ({ path, mode: "100644", type: "blob", content })),
  });
  const { data: next } = await author.rest.git.createCommit({ ...at, message, tree: tree.data.sha, parents: [base] });
  await author.rest.git.createRef({ ...at, ref: `refs/heads/${name}`, sha: next.sha });
  return next.sha;
}
const heads = {};
heads.merge = await branch("merge-me", { "a.txt": "a\n" }, "Add a");
heads.squash = await branch("squash-me", { "b.txt": "b\n" }, "Add b");
heads.rebase = await branch("rebase-me", { "c.txt": "c\n" }, "Add c");
heads.conflict = await branch("conflict", { "shop/price.js": "one\nTWO\nthree\n" }, "Shout", cleo);
const bug = (await cleo.rest.issues.create({ ...at, title: "No a", body: "It is missing", labels: ["bug"] })).data;
const pulls = {};
for (const [name, user] of [["merge-me", ben], ["squash-me", ben], ["rebase-me", ben], ["conflict", cleo]]) {
  const { data } = await user.rest.pulls.create({
    ...at, title: `Pull ${name}`, head: name, base: "main", body: name === "merge-me" ? `Fixes #${bug.number}` : "",
  });
  pulls[name] = data.number;
}
seen.numbers = [bug.number, ...Object.values(pulls)];
seen.duplicate = await told(ben.rest.pulls.create({ ...at, title: "x", head: "merge-me", base: "main" }));
seen.nothing = await told(ben.rest.pulls.create({ ...at, title: "x", head: "main", base: "main" }));
seen.nowhere = await told(ben.rest.pulls.create({ ...at, title: "x", head: "no-such", base: "main" }));

// Wednesday: reviews, then merges of all three kinds.
const pull = (name) => ({ ...at, pull_number: pulls[name] });
await ben.rest.pulls.requestReviewers({ ...pull("merge-me"), reviewers: ["cleo"] });
seen.own = await told(ben.rest.pulls.createReview({ ...pull("merge-me"), event: "APPROVE" }));
const asked = await cleo.rest.pulls.createReview({
  ...pull("merge-me"), event: "REQUEST_CHANGES", body: "A newline?", commit_id: heads.merge,
  comments: [{ path: "a.txt", position: 1, body: "Here" }],
});
seen.outside = await told(cleo.rest.pulls.createReviewComment({
  ...pull("merge-me"), commit_id: heads.merge, path: "README.md", line: 1, side: "RIGHT", body: "Not in the diff",
}));
const [comment] = (await ben.rest.pulls.listReviewComments(pull("merge-me"))).data;
await ben.rest.pulls.createReplyForReviewComment({ ...pull("merge-me"), comment_id: comment.id, body: "There is" });
await cleo.rest.pulls.dismissReview({ ...pull("merge-me"), review_id: asked.data.id, message: "Right" })
  .catch(() => ada.rest.pulls.dismissReview({ ...pull("merge-me"), review_id: asked.data.id, message: "Right" }));
await cleo.rest.pulls.createReview({ ...pull("merge-me"), event: "APPROVE" });
seen.reviews = (await ben.paginate(ben.rest.pulls.listReviews, { ...pull("merge-me"), per_page: 1 })).map((r) => r.state);
seen.comments = (await ben.rest.pulls.listReviewComments(pull("merge-me"))).data.map((c) => [c.body, c.path, c.in_reply_to_id === comment.id]);
seen.moved = await told(ada.rest.pulls.merge({ ...pull("merge-me"), sha: heads.squash }));
const merged = {};
merged.merge = (await ada.rest.pulls.merge({ ...pull("merge-me"), merge_method: "merge", sha: heads.merge })).data;
merged.squash = (await ada.rest.pulls.merge({ ...pull("squash-me"), merge_method: "squash" })).data;
merged.rebase = (await ada.rest.pulls.merge({ ...pull("rebase-me"), merge_method: "rebase" })).data;
seen.merged = Object.fromEntries(await Promise.all(Object.entries(merged).map(async ([kind, { sha, message }]) => {
  const { data } = await ada.rest.repos.getCommit({ ...at, ref: sha });
  return [kind, [message, data.parents.length, data.commit.message.split("\n")[0], data.files.map((f) => f.filename)]];
})));
seen.again = await told(ada.rest.pulls.merge(pull("merge-me")));
seen.closed = (await ada.rest.issues.get({ ...at, issue_number: bug.number })).data.state;
await ada.rest.repos.createOrUpdateFileContents({
  ...at, path: "shop/price.js", message: "Whisper", content: text("one\n2\nthree\n"), sha: file.data.content.sha,
});
const stuck = (await ada.rest.pulls.get(pull("conflict"))).data;
seen.conflict = [stuck.mergeable, stuck.mergeable_state, ...(await told(ada.rest.pulls.merge(pull("conflict"))))];
seen.diff = (await ada.rest.pulls.get({ ...pull("conflict"), mediaType: { format: "diff" } })).data.split("\n").slice(-4);
seen.compare = await ada.rest.repos.compareCommitsWithBasehead({ ...at, basehead: "main...conflict" })
  .then(({ data }) => [data.status, data.ahead_by, data.behind_by, data.files.map((f) => f.status)]);

// Thursday: triage.
await ada.rest.issues.createLabel({ ...at, name: "urgent", color: "b60205" });
seen.label = await told(ada.rest.issues.createLabel({ ...at, name: "Urgent", color: "b60205" }));
seen.colour = await told(ada.rest.issues.createLabel({ ...at, name: "odd", color: "#zzz" }));
const milestone = (await ada.rest.issues.createMilestone({ ...at, title: "1.0", due_on: "2030-01-01T08:00:00Z" })).data;
for (let number = 0; number < 7; number += 1) {
  await cleo.rest.issues.create({ ...at, title: `Item ${number}`, body: "left over" });
}
const open = await ada.paginate(ada.rest.issues.listForRepo, { ...at, state: "open", per_page: 3 },
  ({ data }) => data.filter((issue) => !issue.pull_request));
for (const issue of open.slice(0, 3)) {
  const { number: issue_number } = issue;
  await ada.rest.issues.update({ ...at, issue_number, milestone: milestone.number, labels: ["urgent"], assignees: ["ben"] });
}
await ada.rest.issues.update({ ...at, issue_number: open[0].number, state: "closed", state_reason: "not_planned" });
const counted = (await ada.rest.issues.getMilestone({ ...at, milestone_number: milestone.number })).data;
seen.milestone = [open.length, counted.open_issues, counted.closed_issues];
seen.events = (await ada.paginate(ada.rest.issues.listEvents, { ...at, issue_number: open[0].number })).map((e) => e.event).sort();
const found = await ben.rest.search.issuesAndPullRequests({
  q: `repo:${owner}/${repo} is:issue is:open label:urgent assignee:ben`, advanced_search: "true",
});
seen.search = [found.data.total_count, found.data.incomplete_results];
seen.searchAll = (await ben.paginate(ben.rest.search.issuesAndPullRequests, { q: `repo:${owner}/${repo} left`, per_page: 2 })).length;

// Friday: a release, and what the webhook heard.
const release = await ada.rest.repos.createRelease({
  ...at, tag_name: "v1.0", name: "One", generate_release_notes: true, make_latest: "true",
});
const asset = await ada.rest.repos.uploadReleaseAsset({
  url: release.data.upload_url, ...at, release_id: release.data.id, name: "shop.txt", data: "all of it", headers: { "content-type": "text/plain" },
});
const loaded = await ada.rest.repos.getReleaseAsset({
  ...at, asset_id: asset.data.id, headers: { accept: "application/octet-stream" },
});
seen.release = [
  (await ben.rest.repos.getLatestRelease(at)).data.tag_name, asset.data.size, Buffer.from(loaded.data).toString(),
  (await ben.rest.repos.listTags(at)).data.map((tag) => tag.name), release.data.body.includes("Pull merge-me"),
];
seen.tag = await told(ada.rest.repos.createRelease({ ...at, tag_name: "v1.0" }));
const messages = await ada.paginate(ada.rest.repos.listCommits, { ...at, per_page: 2 }, ({ data }) => data.map((c) => c.commit.message.split("\n")[0]));
seen.commits = messages;
const until = Date.now() + 8000;
const whole = () => heard.filter(([name]) => name === "release").length >= 2;
while (!whole() && Date.now() < until) await new Promise((wake) => setTimeout(wake, 20));
seen.heard = heard;
listener.close();
listener.closeAllConnections();
process.stdout.write(JSON.stringify(seen));
