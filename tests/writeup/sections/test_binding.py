from forecast.writeup.sections.binding import section, shares_text


def test_first_date_year_copy_and_supply(document):
    told = section(document).sentences
    assert told[0].startswith("8 billion copies, last test to be met: yearly bill 50%")
    assert "speed of a stream 5%" in told[0]
    assert told[1].startswith("8 billion copies, in 2035: human-level model 58%")
    assert told[4].startswith("Chips of one copy in 2035: memory bandwidth 41%")
    assert told[5].startswith("New hardware in 2035: nothing 41%, electric power 39%")


def test_shares_are_ordered_and_empty_ones_left_out():
    assert shares_text({"wage": 0.25, "bill": 0.75, "hardware": 0.0}) == "yearly bill 75%, wage 25%"
    assert shares_text({"wage": 0.0, "none": 0.0}) == "no draw gets there"


def test_without_the_answer_nothing_is_said(document):
    document["answers"]["Q9"] = document["answers"]["Q9b"] = []
    assert section(document).sentences == section(document).notes == ()


def test_the_column_is_the_start_of_the_year(document):
    assert section(document).notes[0].startswith("2035: at the start of the year")
