package io.sealcache.cli.keys;

import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.Progress;
import io.sealcache.cli.RunOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.keys.table.KeyTableRotation;
import io.sealcache.keys.table.RotationProgress;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a pass over the records of a key table goes, and what is said of it. */
final class PassOptions {
  /** Ids of records that can't be changed; all are counted. */
  private static final int SHOWN = 100;

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "How many records are changed in a second at the most; each JVM that has one in memory"
              + " loads it again. Default: 100.")
  private int rate;

  /** A pass that does the same to each record. */
  @FunctionalInterface
  interface Pass {
    RotationProgress over(
        KeyTableRotation rotation, int perSecond, Consumer<RotationProgress> told);
  }

  /** Makes it, and gives the exit code. */
  int make(ToolInput input, Pass pass) throws IOException {
    List<String> failed = new ArrayList<>();
    try (TableKeySource keys = TableAccess.keys(run.properties());
        Progress progress = run.progress(input, "records")) {
      RotationProgress done =
          pass.over(
              keys.rotation(),
              rate,
              soFar -> {
                if (soFar.failed() > failed.size() && failed.size() < SHOWN) {
                  failed.add(soFar.last());
                }
                progress.at(soFar.seen());
              });
      progress.close();
      run.print(shown(done, failed));
      return done.failed() == 0 ? ExitCodes.DONE : ExitCodes.NO;
    }
  }

  private static Answer shown(RotationProgress done, List<String> failed) {
    Answer answer =
        new Answer()
            .line("%,d records were looked at".formatted(done.seen()))
            .line("%,d were changed".formatted(done.changed()))
            .line("%,d can't be changed, and stay as they are".formatted(done.failed()))
            .member("seen", done.seen())
            .member("changed", done.changed())
            .member("failed", done.failed())
            .member("failedRecords", failed);
    failed.forEach(id -> answer.line("Not changed: record " + id));
    if (done.failed() > failed.size()) {
      answer.line("Not changed: %,d more".formatted(done.failed() - failed.size()));
    }
    return answer;
  }
}
