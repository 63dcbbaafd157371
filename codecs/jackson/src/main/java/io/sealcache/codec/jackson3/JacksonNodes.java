package io.sealcache.codec.jackson3;

import io.sealcache.internal.jackson.TreeNodes;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The nodes of Jackson 3's tree. */
final class JacksonNodes implements TreeNodes<JsonNode> {
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  @Override
  public Kind kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL, MISSING -> Kind.NULL;
      case BOOLEAN -> Kind.BOOLEAN;
      case NUMBER ->
          switch (node.numberType()) {
            case INT, LONG -> Kind.INTEGER;
            case FLOAT -> Kind.FLOAT;
            case DOUBLE -> Kind.DOUBLE;
            case BIG_INTEGER, BIG_DECIMAL -> Kind.BIG_NUMBER;
          };
      case STRING -> Kind.TEXT;
      case BINARY -> Kind.BINARY;
      case ARRAY -> Kind.ARRAY;
      case OBJECT -> Kind.OBJECT;
      case POJO -> Kind.EMBEDDED;
    };
  }

  @Override
  public boolean booleanOf(JsonNode node) {
    return node.booleanValue();
  }

  @Override
  public long longOf(JsonNode node) {
    return node.longValue();
  }

  @Override
  public float floatOf(JsonNode node) {
    return node.floatValue();
  }

  @Override
  public double doubleOf(JsonNode node) {
    return node.doubleValue();
  }

  @Override
  public String bigNumberOf(JsonNode node) {
    return node.numberValue().toString();
  }

  @Override
  public String textOf(JsonNode node) {
    return node.stringValue();
  }

  @Override
  public byte[] binaryOf(JsonNode node) {
    return node.binaryValue();
  }

  @Override
  public int size(JsonNode node) {
    return node.size();
  }

  @Override
  public Iterable<JsonNode> elements(JsonNode node) {
    return node;
  }

  @Override
  public Iterable<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    return node.properties();
  }

  @Override
  public JsonNode ofNull() {
    return FACTORY.nullNode();
  }

  @Override
  public JsonNode of(boolean value) {
    return FACTORY.booleanNode(value);
  }

  @Override
  public JsonNode of(int value) {
    return FACTORY.numberNode(value);
  }

  @Override
  public JsonNode of(long value) {
    return FACTORY.numberNode(value);
  }

  @Override
  public JsonNode of(BigInteger value) {
    return FACTORY.numberNode(value);
  }

  @Override
  public JsonNode of(float value) {
    return FACTORY.numberNode(value);
  }

  @Override
  public JsonNode of(double value) {
    return FACTORY.numberNode(value);
  }

  @Override
  public JsonNode of(String text) {
    return FACTORY.stringNode(text);
  }

  @Override
  public JsonNode of(byte[] bytes) {
    return FACTORY.binaryNode(bytes);
  }

  @Override
  public JsonNode ofArray(List<JsonNode> elements) {
    return new ArrayNode(FACTORY, elements);
  }

  @Override
  public JsonNode ofObject(Map<String, JsonNode> fields) {
    return new ObjectNode(FACTORY, fields);
  }
}
