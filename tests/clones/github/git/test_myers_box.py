"""Where the two searches through a box meet."""

from clonery.clones.github.git.myers_box import Box, Split


def box(olds: list[int], news: list[int]) -> Box:
    size = len(olds) + len(news) + 3
    return Box(olds, news, (0, len(olds), 0, len(news)), [0] * size, [0] * size)


def test_of_two_different_lines_the_old_one_goes_first() -> None:
    assert box([1], [2]).split(False, 256) == Split(1, 0)


def test_the_meeting_point_lies_on_a_shortest_path() -> None:
    olds, news = [1, 2, 3, 4, 5], [9, 2, 3, 8, 5]
    cut = box(olds, news).split(True, 256)
    assert (cut.exact_before, cut.exact_after) == (True, True)
    assert cut.old - cut.new in (-1, 0, 1)


def test_at_the_cost_limit_the_search_settles_for_the_furthest_point() -> None:
    olds, news = list(range(400)), list(range(1000, 1400))
    exact, hasty = box(olds, news).split(True, 5), box(olds, news).split(False, 5)
    assert (exact.exact_before, exact.exact_after) == (True, True)
    assert (hasty.exact_before, hasty.exact_after) in ((True, False), (False, True))
    assert min(hasty.old + hasty.new, 800 - hasty.old - hasty.new) <= 5
