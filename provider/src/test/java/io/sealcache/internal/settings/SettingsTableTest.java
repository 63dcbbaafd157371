package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/settings.md, which alone says what settings mean. */
class SettingsTableTest {
  private static final String MANAGERS = "## For a cache manager\n";
  private static final String CACHES = "## For a cache manager, or for one cache\n";
  private static final String END = "<!-- /settings -->";

  private static List<String> rows(String start, String end) throws IOException {
    String text = Files.readString(Path.of("..", "docs", "settings.md"));
    String section = text.substring(text.indexOf(start), text.indexOf(end));
    return section.lines().filter(line -> line.startsWith("| `")).toList();
  }

  private static void assertThatAll(boolean perCache, List<String> rows) {
    List<Setting> settings =
        Stream.of(Setting.values()).filter(setting -> setting.isPerCache() == perCache).toList();

    assertThat(rows).hasSameSizeAs(settings);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).matches(Pattern.quote(beginning(settings.get(i))) + "[^|]+\\. \\|");
    }
  }

  private static String beginning(Setting setting) {
    String text = setting.defaultText();
    String shown = text == null ? "" : text.isEmpty() ? "empty" : "`" + text + "`";
    return "| `%s` | %s | ".formatted(setting.propertyName(), shown);
  }

  @Test
  void settingsPage_hasEachSettingOfManagersWithItsDefaultInOrder() throws IOException {
    assertThatAll(false, rows(MANAGERS, CACHES));
  }

  @Test
  void settingsPage_hasEachSettingOfCachesWithItsDefaultInOrder() throws IOException {
    assertThatAll(true, rows(CACHES, END));
  }
}
