package io.sealcache.cli.keys;

import com.google.gson.JsonArray;
import io.sealcache.cli.Answer;
import io.sealcache.keys.table.RotationProgress;
import java.util.ArrayList;
import java.util.List;

/** Which records a pass can't change: the first of them by their ids. */
final class FailedRecords {
  private static final int SHOWN = 100;

  private final List<String> ids = new ArrayList<>();
  private long all;

  /** So far the pass has come. */
  void at(RotationProgress soFar) {
    if (soFar.failed() > all && ids.size() < SHOWN) {
      ids.add(soFar.last());
    }
    all = soFar.failed();
  }

  /** The answer, with those records. */
  Answer addedTo(Answer answer) {
    JsonArray array = new JsonArray();
    for (String id : ids) {
      answer.line("Not changed: record " + id);
      array.add(id);
    }
    if (all > ids.size()) {
      answer.line("Not changed: %,d more".formatted(all - ids.size()));
    }
    return answer.member("failedRecords", array);
  }
}
