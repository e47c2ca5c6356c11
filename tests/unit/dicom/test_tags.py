from workstation.dicom import tags
from workstation.dicom.dictionary import keyword_of


def test_each_name_is_the_keyword_of_its_tag() -> None:
    """A number with a wrong name would read another attribute."""
    named = {name: value for name, value in vars(tags).items() if name.isupper()}
    wrong = [
        name
        for name, tag in named.items()
        if keyword_of(tag).lower() != name.replace("_", "").lower()
    ]
    assert named
    assert not wrong
