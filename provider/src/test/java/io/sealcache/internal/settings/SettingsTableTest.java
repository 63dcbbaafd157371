package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
  private static final String START = "<!-- settings -->\n";
  private static final String END = "<!-- /settings -->";

  @Test
  void settingsPage_hasTheTablesOfAllSettings() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "settings.md"));
    String expected = START + Setting.markdownTables() + END;

    int start = text.indexOf(START);
    int end = text.indexOf(END, Math.max(start, 0));
    assertThat(start >= 0 && end >= 0)
        .as("docs/settings.md must have, between these markers:\n%s\n", expected)
        .isTrue();
    assertThat(text.substring(start, end + END.length())).isEqualTo(expected);
  }
}
