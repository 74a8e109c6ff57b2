"""What is stored of files: comments go with their file, items with their list."""

from clonery.clones.slack.records import File, FileComment, ListItem, SlackList
from clonery.server.call import Call


def test_below_a_file_and_a_list(call: Call) -> None:
    file = call.create(File, id="F0A", user="U0ACMEADA0", name="a.txt", title="a")
    call.create(FileComment, id="Fc1", file=file, user="U0ACMEADA0", comment="x")
    made = call.create(SlackList, id="F0B", name="b")
    call.create(ListItem, id="Rec1", list_id=made)
    call.delete(file)
    call.delete(made)
    assert call.count(FileComment) == call.count(ListItem) == 0
