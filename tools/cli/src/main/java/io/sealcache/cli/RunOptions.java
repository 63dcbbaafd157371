package io.sealcache.cli;

import java.io.IOException;
import java.util.Properties;
import picocli.CommandLine.Mixin;

/**
 * What a command takes that works by an application's settings, and how it says what came of it.
 */
public final class RunOptions {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private SettingsOptions settings = new SettingsOptions();

  /** For picocli. */
  public RunOptions() {}

  /** Prints it. */
  public void print(Answer answer) {
    output.print(answer);
  }

  /** Shows how far work has come, as {@link Progress} does. */
  public Progress progress(ToolInput input, String what, long total) {
    return new Progress(input, output.err(), what, total);
  }

  /** For work that can be gone on with. */
  public StopNotice stopNotice() {
    return new StopNotice(output.err());
  }

  /** As {@link SettingsOptions#properties}. */
  public Properties properties(ToolInput input) throws IOException {
    return settings.properties(input);
  }

  /** As {@link SettingsOptions#storeProperties}. */
  public Properties storeProperties() throws IOException {
    return settings.storeProperties();
  }
}
