package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealcache.core.UnreadableReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The dashboard and the alerts ask Prometheus for what the meters are called there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
  private static final Path OPERATIONS = Path.of("../../operations");
  private static final Pattern NAME = Pattern.compile("\\bsealcache_\\w+");
  private static final Pattern REASON = Pattern.compile("reason[!=~]+\\\\?\"([\\w|]+)");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  @AutoClose private ConfigurableApplicationContext application;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Path keyring = Library.keyring(directory); // so that keys are loaded again
    application = Library.start(Library.CAFFEINE, "sealcache.keyring=" + keyring);
    application.getBean("sealCacheMetrics", MeterBinder.class).bindTo(registry);
  }

  private Set<String> meters() {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith("sealcache_") && line.contains("cache=\"books\""))
        .map(line -> line.substring(0, line.indexOf('{')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"prometheus-alerts.yml", "prometheus-alerts-test.yml", "grafana-dashboard.json"})
  void names_areThoseOfMeters(String file) throws IOException {
    String text = Files.readString(OPERATIONS.resolve(file));
    Set<String> reasons =
        Arrays.stream(UnreadableReason.values())
            .map(reason -> reason.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    assertThat(NAME.matcher(text).results().map(MatchResult::group))
        .isNotEmpty()
        .isSubsetOf(meters());
    assertThat(
            REASON
                .matcher(text)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split("\\|"))))
        .isNotEmpty()
        .isSubsetOf(reasons);
  }

  @Test
  void dashboard_hasEachMeter() throws IOException {
    String dashboard = Files.readString(OPERATIONS.resolve("grafana-dashboard.json"));

    assertThat(meters()).hasSizeGreaterThan(7).allMatch(dashboard::contains);
    assertThat((List<?>) JsonParserFactory.getJsonParser().parseMap(dashboard).get("panels"))
        .hasSizeGreaterThan(7);
  }

  @Test
  void page_hasEachMeterAndEachAlert() throws IOException {
    String page = Files.readString(Path.of("../../docs/operations.md"));
    String alerts = Files.readString(OPERATIONS.resolve("prometheus-alerts.yml"));

    assertThat(meters()).allMatch(meter -> page.contains("`" + meter + "`"));
    assertThat(
            Pattern.compile("alert: (\\w+)").matcher(alerts).results().map(alert -> alert.group(1)))
        .hasSizeGreaterThan(6)
        .allMatch(alert -> page.contains("`" + alert + "`"));
  }
}
