package io.sealcache.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.sealcache.KeyFailure")
@Label("Key Failure")
@Description("A key management service, a key table or one of its records failed, or works again")
final class KeyFailureEvent extends RecordEvent {
  @Label("Problem")
  final String problem;

  @Label("Operation")
  final String operation;

  @Label("Count")
  @Description("Since the event before, of this problem and source")
  final long count;

  @Label("Failure")
  @Description("Class of what was thrown")
  final String failure;

  @Label("Cause")
  @Description("Class of its innermost cause")
  final String cause;

  private KeyFailureEvent(
      String problem,
      String keySource,
      String record,
      String name,
      String operation,
      long count,
      String failure,
      String cause) {
    super(keySource, record, name);
    this.problem = problem;
    this.operation = operation;
    this.count = count;
    this.failure = failure;
    this.cause = cause;
  }

  static void tell(
      String problem,
      String keySource,
      String record,
      String name,
      String operation,
      long count,
      String failure,
      String cause) {
    new KeyFailureEvent(problem, keySource, record, name, operation, count, failure, cause)
        .commit();
  }
}
