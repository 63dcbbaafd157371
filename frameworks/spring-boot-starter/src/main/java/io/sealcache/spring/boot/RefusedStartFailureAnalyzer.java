package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is refused, and which property to set. */
public final class RefusedStartFailureAnalyzer
    extends AbstractFailureAnalyzer<RefusedStartException> {
  /** For {@code META-INF/spring.factories}. */
  public RefusedStartFailureAnalyzer() {}

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, RefusedStartException cause) {
    String message = requireNonNull(cause.getMessage());
    String description = message.substring(0, message.length() - cause.action().length() - 1);
    return new FailureAnalysis(description, cause.action(), cause);
  }
}
