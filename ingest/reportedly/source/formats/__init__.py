"""What files hold: documents of one article, lists of records, and archives of either.

    registry     which format bytes are in, and what reads it
    stream       bytes read once, front to back; input: bytes and what they are called
    document     text, HTML, saved pages          mail    newsletters, mailboxes
    office, pdf  DOCX, ODT, PDF                   warc    web archives (http: answers in them)
    objects      JSON, JSON Lines (scanner: values cut out of a long stream)
    table        CSV, TSV                         archive, compressed   ZIP, gzip, zstd
    fields       which field of a record is what  record, fragment      records as articles

Everything streams: no more than one article, or one record, is in memory. What is broken is an
issue in the stream that names file and record, and what comes after it is read.
"""
