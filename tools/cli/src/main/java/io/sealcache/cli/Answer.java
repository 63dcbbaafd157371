package io.sealcache.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command says when it has done its work: lines for people, or an object of JSON. */
public final class Answer {
  private final List<String> lines = new ArrayList<>();
  private final JsonObject json = new JsonObject();

  /** One more line. */
  public Answer line(String line) {
    lines.add(line);
    return this;
  }

  /** One more member. */
  public Answer member(String name, JsonElement value) {
    json.add(name, value);
    return this;
  }

  /** One more member; null stays null. */
  public Answer member(String name, @Nullable String value) {
    return member(name, value == null ? JsonNull.INSTANCE : new JsonPrimitive(value));
  }

  /** One more member. */
  public Answer member(String name, long value) {
    return member(name, new JsonPrimitive(value));
  }

  /** One more member. */
  public Answer member(String name, boolean value) {
    return member(name, new JsonPrimitive(value));
  }

  void print(PrintWriter out, boolean asJson) {
    if (asJson) {
      out.println(
          new GsonBuilder()
              .setPrettyPrinting()
              .disableHtmlEscaping()
              .serializeNulls()
              .create()
              .toJson(json));
    } else {
      lines.forEach(out::println);
    }
  }
}
