/**
 * `dirty` names the rollup windows that a write has touched and nobody has recomputed yet; it is written in the same
 * transaction as the data, so a rollup is either right or known to be wrong.
 */
export const schema = `
  CREATE TABLE IF NOT EXISTS series (
    id INTEGER PRIMARY KEY, site TEXT NOT NULL, asset TEXT NOT NULL, probe TEXT NOT NULL,
    UNIQUE (site, asset, probe)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS reading (
    series INTEGER NOT NULL, observed_at_ms INTEGER NOT NULL, received_at_ms INTEGER NOT NULL, sequence INTEGER NOT NULL,
    celsius REAL, humidity_percent REAL, door_open INTEGER, defrosting INTEGER, sensor_fault TEXT,
    PRIMARY KEY (series, observed_at_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS position (
    series INTEGER NOT NULL, observed_at_ms INTEGER NOT NULL, received_at_ms INTEGER NOT NULL, sequence INTEGER NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL, speed_meters_per_second REAL, course_degrees REAL,
    quality TEXT, satellites INTEGER,
    PRIMARY KEY (series, observed_at_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS aggregate (
    series INTEGER NOT NULL, first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, count INTEGER NOT NULL,
    min_celsius REAL NOT NULL, mean_celsius REAL NOT NULL, max_celsius REAL NOT NULL, longest_gap_ms INTEGER NOT NULL,
    PRIMARY KEY (series, first_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS rollup (
    series INTEGER NOT NULL, window_ms INTEGER NOT NULL, first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL,
    count INTEGER NOT NULL, min_celsius REAL NOT NULL, mean_celsius REAL NOT NULL, max_celsius REAL NOT NULL,
    longest_gap_ms INTEGER NOT NULL,
    PRIMARY KEY (series, window_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dirty (
    series INTEGER NOT NULL, window_ms INTEGER NOT NULL, PRIMARY KEY (series, window_ms)
  ) STRICT, WITHOUT ROWID;
`

const stretchColumns = 'first_ms, last_ms, count, min_celsius, mean_celsius, max_celsius, longest_gap_ms'
const readingColumns = `observed_at_ms AS observedAtMs, received_at_ms AS receivedAtMs, sequence, celsius,
  humidity_percent AS humidityPercent, door_open AS doorOpen, defrosting, sensor_fault AS sensorFault`
const positionColumns = `observed_at_ms AS observedAtMs, received_at_ms AS receivedAtMs, sequence, latitude, longitude,
  speed_meters_per_second AS speedMetersPerSecond, course_degrees AS courseDegrees, quality, satellites`

export const select = {
  series: 'SELECT id FROM series WHERE site = ? AND asset = ? AND probe = ?',
  readings: `SELECT ${readingColumns} FROM reading
    WHERE series = ? AND observed_at_ms >= ? AND observed_at_ms < ? ORDER BY observed_at_ms LIMIT ?`,
  /** CROSS JOIN keeps `series` the outer loop: one look into the index per probe instead of a walk over all readings. */
  latest: `SELECT site, asset, probe, ${readingColumns} FROM series
    CROSS JOIN reading ON series = id AND observed_at_ms = (SELECT max(observed_at_ms) FROM reading WHERE series = id)
    WHERE ?1 IS NULL OR site = ?1`,
  positions: `SELECT site, asset, probe, ${positionColumns} FROM series CROSS JOIN position ON series = id
    WHERE site = ? AND asset = ? AND observed_at_ms >= ? AND observed_at_ms < ? ORDER BY observed_at_ms LIMIT ?`,
  positionExtent: `SELECT min(observed_at_ms) AS firstMs, max(observed_at_ms) AS lastMs
    FROM series CROSS JOIN position ON series = id
    WHERE site = ? AND asset = ? AND observed_at_ms >= ? AND observed_at_ms < ?`,
  /** With one min() in the list, SQLite takes the other columns from the row that holds the minimum. */
  thinnedPositions: `SELECT site, asset, probe, min(observed_at_ms), ${positionColumns}
    FROM series CROSS JOIN position ON series = id
    WHERE site = ?1 AND asset = ?2 AND observed_at_ms >= ?3 AND observed_at_ms < ?4
    GROUP BY CAST((observed_at_ms - ?3) / ?5 AS INTEGER) ORDER BY observed_at_ms`,
  latestPositions: `SELECT site, asset, probe, max(observed_at_ms), ${positionColumns} FROM series
    CROSS JOIN position ON series = id AND observed_at_ms = (SELECT max(observed_at_ms) FROM position WHERE series = id)
    WHERE ?1 IS NULL OR site = ?1 GROUP BY site, asset`,
  samples: `SELECT observed_at_ms, celsius FROM reading WHERE series = ? AND observed_at_ms >= ? AND observed_at_ms < ?
    AND celsius IS NOT NULL AND sensor_fault IS NULL ORDER BY observed_at_ms`,
  aggregates: `SELECT ${stretchColumns} FROM aggregate WHERE series = ? AND first_ms >= ? AND first_ms < ?
    ORDER BY first_ms`,
  rollups: `SELECT ${stretchColumns} FROM rollup WHERE series = ? AND window_ms >= ? AND window_ms < ?
    ORDER BY window_ms`,
  dirty: 'SELECT window_ms FROM dirty WHERE series = ? AND window_ms >= ? AND window_ms < ?',
  /** The newest dirty window of a probe is still filling: rolling it up now would be work to be done again. */
  settledDirty: `SELECT series, window_ms FROM dirty
    WHERE window_ms < (SELECT max(newest.window_ms) FROM dirty AS newest WHERE newest.series = dirty.series) LIMIT ?`,
}

/** A quantity that a second message for the same instant does not carry is kept: the store is idempotent by stamp. */
export const insert = {
  series: 'INSERT INTO series (site, asset, probe) VALUES (?, ?, ?) RETURNING id',
  reading: `INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    received_at_ms = excluded.received_at_ms, sequence = excluded.sequence,
    celsius = coalesce(excluded.celsius, celsius),
    humidity_percent = coalesce(excluded.humidity_percent, humidity_percent),
    door_open = coalesce(excluded.door_open, door_open), defrosting = coalesce(excluded.defrosting, defrosting),
    sensor_fault = coalesce(excluded.sensor_fault, sensor_fault)`,
  position: 'INSERT OR REPLACE INTO position VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  aggregate: 'INSERT OR REPLACE INTO aggregate VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  rollup: 'INSERT OR REPLACE INTO rollup VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  /** A late sensor fault can take a window's last sample away. */
  noRollup: 'DELETE FROM rollup WHERE series = ? AND window_ms = ?',
  dirty: 'INSERT OR IGNORE INTO dirty VALUES (?, ?)',
  clean: 'DELETE FROM dirty WHERE series = ? AND window_ms = ?',
}
