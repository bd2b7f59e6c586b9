def test_start_puts_the_case_where_it_begins(start, author):
    toy = start()
    assert (toy.state, toy.version, toy.holder_id) == ("draft", 1, author.pk)


def test_walk(start, act, author, secretary):
    toy = act(start(), "submit", author)
    assert toy.number == "TY-0001"
    toy = act(toy, "refuse", secretary, reason="no")
    assert not toy.open
