import Foundation
import GRDB

extension StoreFixture {
  /// Makes a file as version 1 of the schema left it, from that version's own statements.
  ///
  /// Eight events of three aggregates, with the hashes that version 1 gave them. Its index of ids
  /// is kept in the file: it shows the events at positions 1, 3, 2, 5 and 8, in that order.
  /// - Parameter keepsIndex: Whether it is; else it shows nothing.
  /// - Throws: What SQLite says.
  func makeVersionOne(keepsIndex: Bool = true) throws {
    try run(
      "BEGIN;" + VersionOne.tables + VersionOne.events
        + (keepsIndex ? VersionOne.index : "INSERT INTO index_mark VALUES (0, 0);")
        + "COMMIT; PRAGMA journal_mode = WAL")
  }

  /// The rows of the tables that both versions have, as another program reads them.
  func common() throws -> [Row] {
    try rows("SELECT * FROM event") + rows("SELECT * FROM aggregate") + rows("SELECT * FROM tally")
  }

  /// The version that the file says it has.
  func version() throws -> Int? { try rows("PRAGMA user_version").first?["user_version"] }

  /// The rows of a query, as another program reads them.
  private func rows(_ sql: String) throws -> [Row] {
    let other = try DatabaseQueue(path: path())
    defer { try? other.close() }
    return try other.read { try Row.fetchAll($0, sql: sql) }
  }
}

/// The statements of a file of version 1.
private enum VersionOne {
  static let tables = """
    PRAGMA application_id = 0x43515253;
    CREATE TABLE event (
      position INTEGER PRIMARY KEY,
      aggregate_id BLOB NOT NULL,
      aggregate_version INTEGER NOT NULL,
      event_id BLOB NOT NULL UNIQUE,
      event_version INTEGER NOT NULL,
      event_type BLOB NOT NULL,
      metadata BLOB NOT NULL,
      committed_at INTEGER NOT NULL,
      shard INTEGER NOT NULL,
      hash BLOB NOT NULL,
      chain BLOB NOT NULL,
      UNIQUE (aggregate_id, aggregate_version)
    ) STRICT;
    CREATE TABLE aggregate (
      aggregate_id BLOB PRIMARY KEY,
      version INTEGER NOT NULL,
      last_position INTEGER NOT NULL,
      first_type BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX aggregate_by_version ON aggregate (version, aggregate_id);
    CREATE UNIQUE INDEX aggregate_by_position ON aggregate (last_position);
    CREATE TABLE tally (aggregates INTEGER NOT NULL) STRICT;
    CREATE TABLE index_entry (
      row INTEGER PRIMARY KEY,
      position INTEGER NOT NULL UNIQUE,
      shard INTEGER NOT NULL,
      event_id BLOB NOT NULL,
      visible_at INTEGER NOT NULL,
      behind INTEGER NOT NULL,
      UNIQUE (shard, event_id)
    ) STRICT;
    CREATE TABLE index_mark (
      base INTEGER NOT NULL,
      position INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    PRAGMA user_version = 1;

    """
  static let events = """
    INSERT INTO event VALUES (
      1, x'6131', 1, x'11e1a30000000000000000000000000000000001', 1,
      x'4143434f554e545f43524541544544', x'7b226e616d65223a22416461227d', 1700000000250000, 1,
      x'05199d6425087c4d80c3c9582fddd18a96ab907ea2d147492cdb7cf52bd4a6c6',
      x'c6080a9291c65c215431e64c3f5526f5b587b0c8966f7c1003533e1e05a159eb');
    INSERT INTO event VALUES (
      2, x'6132', 1, x'11e1a30100000000000000000000000000000002', 1,
      x'4143434f554e545f43524541544544', x'7b226e616d65223a22c3a95c7530303030e6bca2227d', 1700000000500000, 2,
      x'cac25c4e21dafe3bb77237a54b4860e61445b04126d595e9a429e3fa5160d39c',
      x'76f6af8704e03ea07a5f57b73ef58ff54ba8981885ac3e2f0eb1d02683d852cd');
    INSERT INTO event VALUES (
      3, x'6131', 2, x'11e1a30000000000000000000000000000000003', 2,
      x'4d4f4e45595f4445504f5349544544', x'7b22616d6f756e74223a31323334353637383930313233343536373839307d', 1700000000750000, 2,
      x'b18fb7ff6f1e0bdeab1688808bc9dc513221ed7d5bf6e22463d9573ba3797cf8',
      x'6a033de52f01c30283c34275379c1bcf484d5b23bbd962954e663d7972ce9938');
    INSERT INTO event VALUES (
      4, x'c3a9001b', 1, x'11e1a30200000000000000000000000000000004', 1,
      x'5400', x'7b7d', 1700000001000000, 4,
      x'1184bc72b4b33a912ce7125a83d94b5200aaa5aa79164cfa08feedd921c94b6f',
      x'efa4770c647150a67e300c39c301caaee8d286f5096cdb67fbe63e50f86db672');
    INSERT INTO event VALUES (
      5, x'6132', 2, x'11e1a30300000000000000000000000000000005', 1,
      x'4d4f4e45595f4445504f5349544544', x'7b22616d6f756e74223a312e35307d', 1700000001250000, 1,
      x'9c20d65828bf5ad5045f6b982366f768b901944288c4a9336980563521f50229',
      x'8bb8695dd9a9fb608675c483b1f8c2850f1dcec4d8297bce23cd6c7a7e17e1d6');
    INSERT INTO event VALUES (
      6, x'6131', 3, x'11e1a30300000000000000000000000000000006', 1,
      x'4d4f4e45595f57495448445241574e', x'7b22616d6f756e74223a317d', 1700000001500000, 3,
      x'23c886d02c30e6041c98aaccde8f7f89086b858802f7d0eae9b7e55df5e54584',
      x'40a4901b9267a38d9bc8aa5f8615c85b78aed07f33d7bd2be9346f098f265ae8');
    INSERT INTO event VALUES (
      7, x'6132', 3, x'11e1a30200000000000000000000000000000007', 1,
      x'4e4f5445', x'7b2278223a5b312c7b2279223a6e756c6c7d5d7d', 1700000001750000, 0,
      x'216d3e04e3f71635716946897f66df3d5b9feeee90203e8035f2b391df1d2103',
      x'6d3c3d7cb90480b7e08e7c1a92317de5fc64fac0c15a5a9cc3e0789466f1431c');
    INSERT INTO event VALUES (
      8, x'6131', 4, x'11e1a30500000000000000000000000000000008', 1,
      x'4e4f5445', x'7b7d', 1700000002000000, 2,
      x'938bdc2530d6679878f61f193fb62292366a377b293be25808814e9611da64cb',
      x'e84687ba39f87d7e32b1d1dc7e949163fdadc81075e740ee55455c8d38fe5f8c');
    INSERT INTO aggregate VALUES (x'6131', 4, 8, x'4143434f554e545f43524541544544');
    INSERT INTO aggregate VALUES (x'6132', 3, 7, x'4143434f554e545f43524541544544');
    INSERT INTO aggregate VALUES (x'c3a9001b', 1, 4, x'5400');
    INSERT INTO tally VALUES (3);

    """
  static let index = """
    INSERT INTO index_entry VALUES (1, 1, 1, x'11e1a30000000000000000000000000000000001', 1700000009001000, 0);
    INSERT INTO index_entry VALUES (2, 3, 2, x'11e1a30000000000000000000000000000000003', 1700000009002000, 0);
    INSERT INTO index_entry VALUES (3, 2, 2, x'11e1a30100000000000000000000000000000002', 1700000009003000, 1);
    INSERT INTO index_entry VALUES (4, 5, 1, x'11e1a30300000000000000000000000000000005', 1700000009004000, 0);
    INSERT INTO index_entry VALUES (5, 8, 2, x'11e1a30500000000000000000000000000000008', 1700000009005000, 0);
    INSERT INTO index_mark VALUES (0, 3);

    """
}
