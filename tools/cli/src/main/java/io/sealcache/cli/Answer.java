package io.sealcache.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of a command that has done its work: lines for people, or an object of JSON. */
public final class Answer {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private final List<String> lines = new ArrayList<>();
  private final JsonObject json = new JsonObject();

  /** One more line. */
  public Answer line(String line) {
    lines.add(line);
    return this;
  }

  /**
   * One more member.
   *
   * @param value a text, number or boolean; a list or record of them; null stays null
   */
  public Answer member(String name, @Nullable Object value) {
    json.add(name, GSON.toJsonTree(value));
    return this;
  }

  void print(PrintWriter out, boolean asJson) {
    if (asJson) {
      out.println(GSON.toJson(json));
    } else {
      lines.forEach(out::println);
    }
  }
}
