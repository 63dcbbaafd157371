package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import io.sealcache.benchmarks.results.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what was measured beside its limits: a line each and, where {@code run.sh full} has named a
 * directory of results, in a file there.
 */
public final class LimitReport {
  /** System property: where files of results go. */
  static final String RESULTS = "benchmarks.results";

  /** System property: the commit of what is measured. */
  static final String COMMIT = "benchmarks.commit";

  private final @Nullable String results = System.getProperty(RESULTS);
  private boolean missed;

  /** Tells a part's that are ratios of JVMs with those flags. */
  public void add(String part, Flags flags, List<Limit> limits, List<Point> figures)
      throws IOException {
    add(part, List.of(flags.arguments()), limits, figures);
  }

  /**
   * Tells a part's.
   *
   * @param flags of the JVMs that were measured
   * @param figures of which they are made
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public void add(String part, List<String> flags, List<Limit> limits, List<Point> figures)
      throws IOException {
    List<Point> points = new ArrayList<>();
    for (Limit limit : limits) {
      System.out.println(limit.line());
      missed |= limit.isMissedBar();
      points.addAll(limit.points());
    }
    points.addAll(figures);
    if (results != null) {
      Run.now(System.getProperty(COMMIT, "unknown"), part, flags, points).write(Path.of(results));
    }
  }

  /** Ends this JVM with 1 if a bar was missed. */
  public void end() {
    if (missed) {
      System.exit(1);
    }
  }

  boolean hasMissed() {
    return missed;
  }
}
