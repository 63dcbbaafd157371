package io.sealcache;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterInfo;

/**
 * Leaves out what runs over other stores than those that the system property {@value #PROPERTY}
 * names, where a run of many rounds can't have them all. JUnit finds it only where the detection of
 * extensions is switched on; no build does that.
 */
public final class StoresInUse implements ExecutionCondition {
  static final String PROPERTY = "test.stores";

  private final Set<TestStore> stores;

  /** For JUnit. */
  public StoresInUse() {
    this(System.getProperty(PROPERTY));
  }

  StoresInUse(@Nullable String names) {
    stores =
        Arrays.stream(names == null ? new String[0] : names.split(","))
            .map(TestStore::valueOf)
            .collect(Collectors.toSet());
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    ParameterInfo parameters = ParameterInfo.get(context);
    boolean elsewhere =
        parameters != null
            && Arrays.stream(parameters.getArguments().toArray())
                .anyMatch(argument -> argument instanceof TestStore store && !contains(store));
    return elsewhere ? disabled("over another store") : enabled("over no other store");
  }

  private boolean contains(TestStore store) {
    return stores.isEmpty() || stores.contains(store);
  }
}
