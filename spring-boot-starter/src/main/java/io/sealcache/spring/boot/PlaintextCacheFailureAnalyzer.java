package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which cache would hold plaintext, and which property to set. */
public final class PlaintextCacheFailureAnalyzer
    extends AbstractFailureAnalyzer<PlaintextCacheException> {
  /** For {@code META-INF/spring.factories}. */
  public PlaintextCacheFailureAnalyzer() {}

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PlaintextCacheException cause) {
    String message = requireNonNull(cause.getMessage());
    String description = message.substring(0, message.length() - cause.action().length() - 1);
    return new FailureAnalysis(description, cause.action(), cause);
  }
}
