package io.sealcache.cli.keys;

import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.Progress;
import io.sealcache.cli.RunOptions;
import io.sealcache.cli.SettingsOptions;
import io.sealcache.cli.StopNotice;
import io.sealcache.cli.ToolInput;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.KeyTableRotation;
import io.sealcache.keys.table.RotationProgress;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a pass over the records of a key table goes, and what is said of it. */
final class PassOptions {
  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "How many records are changed in a second at the most; each JVM that has one in memory"
              + " loads it again. Default: 100.")
  private int rate;

  @Option(
      names = "--after",
      paramLabel = "RECORD",
      defaultValue = "",
      description = "Goes on behind this record: where an earlier run says that it stopped.")
  private String after = "";

  /** What a pass does to each record. */
  @FunctionalInterface
  interface Pass {
    RotationProgress over(
        KeyTableRotation rotation, int perSecond, String after, Consumer<RotationProgress> told);
  }

  /** Makes it, and gives the exit code. */
  int make(ToolInput input, Pass pass) throws IOException {
    Properties properties = run.properties(input);
    long total =
        input.isWatched()
            ? count(TableAccess.records(SettingsOptions.settings(properties)), after)
            : 0;
    RotationProgress done;
    FailedRecords failed = new FailedRecords();
    try (TableKeySource keys = TableAccess.keys(properties);
        StopNotice notice = run.stopNotice();
        Progress progress = run.progress(input, "records", total)) {
      done =
          pass.over(
              keys.rotation(),
              rate,
              after,
              soFar -> {
                failed.at(soFar);
                notice.at(soFar.last());
                progress.at(soFar.seen());
              });
      if (Thread.interrupted()) {
        return ExitCodes.FAILED;
      }
      notice.done();
    }
    run.print(failed.addedTo(shown(done)));
    return done.failed() == 0 ? ExitCodes.DONE : ExitCodes.NO;
  }

  private static long count(KeyTable table, String after) {
    return TableAccess.ids(table, after).mapToLong(List::size).sum();
  }

  private static Answer shown(RotationProgress done) {
    return new Answer()
        .line("%,d records were looked at".formatted(done.seen()))
        .line("%,d were changed".formatted(done.changed()))
        .line("%,d can't be changed, and stay as they are".formatted(done.failed()))
        .member("seen", done.seen())
        .member("changed", done.changed())
        .member("failed", done.failed());
  }
}
