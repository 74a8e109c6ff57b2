"""Files and tax ids are found by what they belong to."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.files import FileLink, TaxId
from clonery.server.call import Call


def test_links_are_found_by_their_file_and_tax_ids_by_their_customer(call: Call) -> None:
    link = make(call, FileLink, id=None, file="file_1")
    assert call.all(FileLink, {"file": "file_1"}) == [link]
    tax = make(call, TaxId, id=None, customer="cus_1", value="FR12345678901")
    assert call.all(TaxId, {"customer": "cus_1"}) == [tax]
