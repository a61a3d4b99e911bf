from forecast.writeup.page.chart import Chart, figure, side_labels, words


def test_a_figure_has_its_numbers_behind_it():
    shown = figure(Chart("c", "It <rises>", "A line.", "<g></g>", ("x",), (("1",),), "Note."))
    assert "<h3>It &lt;rises&gt;</h3>" in shown
    assert 'aria-labelledby="c-title c-desc"' in shown
    assert "<summary>The numbers</summary>" in shown
    assert '<p class="note">Note.</p>' in shown


def test_words_are_escaped():
    assert words(1.0, 2.0, "<b>", "axis", "end") == (
        '<text x="1" y="2" class="axis" text-anchor="end">&lt;b&gt;</text>'
    )


def test_labels_that_would_touch_are_moved():
    shown = side_labels([("a", 100.0, "c0"), ("b", 100.0, "c1")])
    assert shown.count("<text") == 2
    assert 'y="96"' in shown
    assert 'y="112"' in shown
