from evals.publish.plot_frame import FRAME, x, y


def test_a_larger_share_lies_further_right_and_higher() -> None:
    assert x(0.0) < x(0.5) < x(1.0)
    assert y(0.0) > y(0.5) > y(1.0)


def test_the_grid_ends_with_the_scale() -> None:
    assert (FRAME.left, FRAME.right) == (x(0), x(1)) == (FRAME.across[0].place, x(1))
    assert (FRAME.bottom, FRAME.top) == (y(0), y(1)) == (FRAME.down[0].place, y(1))
    assert [tick.label for tick in FRAME.down] == ["0%", "25%", "50%", "75%", "100%"]


def test_the_plot_leaves_room_for_its_words() -> None:
    assert 0 < FRAME.left < FRAME.right < FRAME.width
    assert 0 < FRAME.top < FRAME.bottom < FRAME.height
