package io.sealcache.keys.table;

/**
 * How far a pass over a key table has come.
 *
 * @param last the id of the record that was looked at last; empty: none yet
 * @param seen how many records were looked at
 * @param changed how many were changed
 * @param failed how many could not be changed, as they are broken, of another key-encryption key,
 *     or would become too long; auditors are told of each, and the log says of the first one why
 */
public record RotationProgress(String last, long seen, long changed, long failed) {
  RotationProgress and(String id, boolean isChanged) {
    return new RotationProgress(id, seen + 1, changed + (isChanged ? 1 : 0), failed);
  }

  RotationProgress andFailed(String id) {
    return new RotationProgress(id, seen + 1, changed, failed + 1);
  }
}
