"""What tests of versions share."""


def typed(**values):
    return {"phone": "+6281200009001", "street": "Jalan Anggrek 1", "rt": "001"} | values
