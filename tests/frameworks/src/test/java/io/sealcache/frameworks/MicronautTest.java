package io.sealcache.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.sealcache.fixture.StoreContents;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Micronaut's cache annotations, over the one JCache manager that is a bean. */
class MicronautTest {
  private static final String PATIENT = "CANARYpatientCANARY";
  private static final String CHANGED = "CANARYchangedCANARY";

  @Test
  void annotations_cacheAndShowNothing() throws Exception {
    try (Settings settings = Settings.ofSealCache();
        ApplicationContext context = ApplicationContext.run()) {
      Diagnoses diagnoses = context.getBean(Diagnoses.class);

      assertThat(diagnoses.of(PATIENT)).isEqualTo("diagnosis 1 of " + PATIENT);
      assertThat(diagnoses.of(PATIENT)).isEqualTo("diagnosis 1 of " + PATIENT);
      diagnoses.forget(PATIENT);
      assertThat(diagnoses.of(PATIENT)).isEqualTo("diagnosis 2 of " + PATIENT);
      diagnoses.change("another", CHANGED);
      assertThat(diagnoses.of("another")).isEqualTo(CHANGED);

      assertThat(StoreContents.of(settings.manager()).without(PATIENT, CHANGED).size())
          .isEqualTo(2);
    }
  }

  /** Else Micronaut's own caches are asked, of which there are none here. */
  @Test
  void jcacheTurnedOff_isRefusedWhereNothingElseIsConfigured() {
    try (Settings settings = Settings.ofSealCache();
        ApplicationContext context =
            ApplicationContext.run(Map.of("micronaut.jcache.enabled", "false"))) {
      Diagnoses diagnoses = context.getBean(Diagnoses.class);

      assertThatThrownBy(() -> diagnoses.of(PATIENT))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("diagnoses");
    }
  }

  @Test
  void keyForgotten_isNotStarted() {
    try (Settings settings = Settings.ofSealCache().with("sealcache.master-key", "")) {
      assertThatThrownBy(ApplicationContext::run).hasStackTraceContaining("sealcache.master-key");
    }
  }
}
