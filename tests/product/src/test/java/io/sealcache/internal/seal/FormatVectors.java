package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.sealcache.Base64Url;
import io.sealcache.core.UnreadableReason;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The vectors of {@code docs/format.md}, with what is described in short written out. */
record FormatVectors(List<FormatEntry> entries, List<Refusal> refusals) {
  /** Something that must not open, and why. */
  record Refusal(FormatEntry changed, String reason) {
    String name() {
      return changed.name();
    }

    /** Why it doesn't open; {@code OPENED} if it does. */
    String outcome() {
      ObjectSealer sealer = changed.sealer();
      if (OpenedKeys.open(sealer, changed.text("storedKey")) instanceof UnreadableReason reason) {
        return reason.name();
      }
      return sealer.openValue(changed.storedKey(), changed.storedValue())
              instanceof Read.Unreadable<Object> value
          ? value.reason().name()
          : "OPENED";
    }

    @Override
    public String toString() {
      return name();
    }
  }

  static FormatVectors parse(String text) {
    return of(JsonParser.parseString(text).getAsJsonObject());
  }

  static FormatVectors of(JsonObject file) {
    List<FormatEntry> entries =
        objects(file, "entries").stream().map(entry -> written(new FormatEntry(entry))).toList();
    Map<String, FormatEntry> byName =
        entries.stream().collect(Collectors.toMap(FormatEntry::name, Function.identity()));
    return new FormatVectors(
        entries,
        objects(file, "refusals").stream().map(refusal -> refusal(refusal, byName)).toList());
  }

  private static List<JsonObject> objects(JsonObject file, String field) {
    JsonArray list = file.has(field) ? file.getAsJsonArray(field) : new JsonArray();
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static FormatEntry written(FormatEntry entry) {
    return entry.json().has("sealed")
        ? entry.with("storedValue", Base64Url.encode(VectorSealing.made(entry)))
        : entry;
  }

  private static Refusal refusal(JsonObject refusal, Map<String, FormatEntry> entries) {
    FormatEntry entry = requireNonNull(entries.get(refusal.get("of").getAsString()));
    for (Map.Entry<String, JsonElement> change : refusal.entrySet()) {
      entry =
          change.getKey().equals("pieces")
              ? entry.with("storedValue", pieces(entry, change.getValue().getAsJsonArray()))
              : entry.with(change.getKey(), change.getValue());
    }
    return new Refusal(entry, entry.text("reason"));
  }

  private static JsonPrimitive pieces(FormatEntry entry, JsonArray pieces) {
    byte[] whole = Base64Url.decode(entry.text("storedValue"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (JsonElement piece : pieces) {
      int from = piece.getAsJsonArray().get(0).getAsInt();
      bytes.write(whole, from, piece.getAsJsonArray().get(1).getAsInt() - from);
    }
    return new JsonPrimitive(Base64Url.encode(bytes.toByteArray()));
  }
}
