package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.sealcache.KeyFailure")
@Label("Key Failure")
@Description("A key management service, a key table or one of its records failed, or works again")
@Category("SealCache")
@StackTrace(false)
final class KeyFailureEvent extends Event {
  @Label("Problem")
  final String problem;

  @Label("Key Source")
  final String keySource;

  @Label("Record")
  @Description("Id of a record in a key table; empty where it is about more than one")
  final String record;

  @Label("Name")
  @Description("Whose keys they are; empty unless the setting sealcache.audit.names is 'clear'")
  final String name;

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
    this.problem = problem;
    this.keySource = keySource;
    this.record = record;
    this.name = name;
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
