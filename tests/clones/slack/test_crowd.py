"""The crowd of a busy workspace: as many messages as asked, in threads and rooms, the same each time."""

from clonery.clones.slack.records import Member, Message, User
from clonery.server.farm import Farm
from clonery.server.settings import Settings


def test_a_crowd_talks_in_rooms_and_threads() -> None:
    farm = Farm(Settings(clones=("slack",)))
    data = {
        "users": [{"name": "ada", "is_admin": True}],
        "crowd": {"messages": 120, "people": 5, "channels": 3, "days": 2},
    }
    first, second = (farm.create(seeds={"slack": data}).store for _ in range(2))
    assert (first.count(Message), first.count(User), first.count(Member)) == (120, 6, 18)
    replies = list(first.select(Message, {"top": False}))
    assert 20 < len(replies) < 60
    root = first.get(Message, replies[0].thread)
    assert root is not None
    assert root.reply_count == len([each for each in replies if each.thread == root.id])
    assert [each.ts for each in first.select(Message)] == [each.ts for each in second.select(Message)]
