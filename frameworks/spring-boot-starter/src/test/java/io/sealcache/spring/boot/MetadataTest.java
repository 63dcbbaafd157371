package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The settings that an editor completes in application.yml are those that there are. */
class MetadataTest {
  @Test
  void metadata_hasEachSettingAsTheDocumentsSayIt() throws IOException {
    List<Map<String, Object>> properties = properties();
    List<String> documented =
        Files.readAllLines(Path.of("..", "..", "docs", "settings.md"), StandardCharsets.UTF_8);

    for (Setting setting : Setting.values()) {
      Map<String, Object> property =
          properties.stream()
              .filter(each -> setting.propertyName().equals(each.get("name")))
              .findFirst()
              .orElseThrow(() -> new AssertionError(setting.propertyName()));
      String row =
          documented.stream()
              .filter(line -> line.startsWith("| `" + setting.propertyName() + "` |"))
              .findFirst()
              .orElseThrow();
      assertThat(row).endsWith("| " + property.get("description") + " |");
      if (property.containsKey("defaultValue")) {
        assertThat(row).contains("| `" + property.get("defaultValue") + "` |");
      }
    }
  }

  @Test
  void metadata_hasNothingElseOfOurs() throws IOException {
    assertThat(properties().stream().map(each -> String.valueOf(each.get("name"))))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(Setting.values()).map(Setting::propertyName),
                    Stream.of(
                        "sealcache.cache",
                        SealCacheSettings.ALLOWED,
                        "management.health.sealcache.enabled"))
                .toList());
  }

  @Test
  void hints_sayWhatValuesOurPropertiesTake() throws IOException {
    List<Object> names = properties().stream().map(each -> each.get("name")).toList();

    assertThat(list("hints"))
        .allSatisfy(
            hint -> {
              assertThat(hint.keySet())
                  .isSubsetOf("name", "values", "providers")
                  .hasSizeGreaterThan(1);
              assertThat(names).contains(hint.get("name"));
            });
  }

  private static List<Map<String, Object>> properties() throws IOException {
    return list("properties");
  }

  @SuppressWarnings("unchecked") // the format's
  private static List<Map<String, Object>> list(String name) throws IOException {
    Map<String, Object> metadata = new Yaml().load(ours()); // of which JSON is a part
    return (List<Map<String, Object>>) requireNonNull(metadata.get(name));
  }

  // Spring Boot and others have files of this name.
  private static String ours() throws IOException {
    for (URL url :
        Collections.list(
            MetadataTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream file = url.openStream()) {
        String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        if (json.contains(SealCacheSettings.ALLOWED)) {
          return json;
        }
      }
    }
    throw new AssertionError("no metadata of ours");
  }
}
