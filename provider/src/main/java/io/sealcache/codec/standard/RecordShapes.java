package io.sealcache.codec.standard;

import java.util.Optional;

/** The shapes of records, found once a class and kept as long as it. Thread-safe. */
final class RecordShapes {
  private final ClassValue<Optional<RecordShape>> shapes =
      new ClassValue<>() {
        @Override
        protected Optional<RecordShape> computeValue(Class<?> type) {
          return RecordShape.of(type);
        }
      };

  /** Empty if reflection on that record is not permitted. */
  Optional<RecordShape> of(Class<?> type) {
    return shapes.get(type);
  }
}
