package io.sealcache.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.Coding;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.jackson.dataformat.MessagePackMapper;

/** Data that would name classes is refused before the first entry, wherever a type hides it. */
@ParameterizedClass
@EnumSource(Jackson.class)
class JacksonClassNamesTest {
  private final Jackson version;

  JacksonClassNamesTest(Jackson version) {
    this.version = version;
  }

  private static final JsonTypeInfo.Id CLASS = JsonTypeInfo.Id.CLASS;

  /** A type of this kind is somewhere inside each of the types below. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface ByClass {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
  interface ByMinimalClass {}

  record Leaf(ByClass leaf) {}

  record MinimalLeaf(ByMinimalClass leaf) {}

  record OnProperty(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object leaf) {}

  record OnElements(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Object> leaf) {}

  static final class OwnWay extends JsonDeserializer<Object> {
    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      return "own";
    }
  }

  static final class OwnWayOf3 extends tools.jackson.databind.ValueDeserializer<Object> {
    @Override
    public Object deserialize(
        tools.jackson.core.JsonParser parser,
        tools.jackson.databind.DeserializationContext context) {
      return "own";
    }
  }

  record OnOwnWay(
      @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
          @JsonDeserialize(using = OwnWay.class)
          @tools.jackson.databind.annotation.JsonDeserialize(using = OwnWayOf3.class)
          Object leaf) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = NamedSubtype.class, name = "sub"))
  interface Named {}

  record NamedSubtype(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object leaf) implements Named {}

  record OfNamed(List<Named> parts) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = Middle.class, name = "middle"))
  interface Top {}

  @JsonSubTypes(@JsonSubTypes.Type(value = Bottom.class, name = "bottom"))
  interface Middle extends Top {}

  record Bottom(Leaf down) implements Middle {}

  interface Plain {}

  record PlainSubtype(OnProperty down) implements Plain {}

  record SubtypesOfProperty(
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
          @JsonSubTypes(@JsonSubTypes.Type(value = PlainSubtype.class, name = "sub"))
          Plain part) {}

  record SubtypesOfElements(
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
          @JsonSubTypes(@JsonSubTypes.Type(value = PlainSubtype.class, name = "sub"))
          Map<String, Plain> parts) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, defaultImpl = Default.class)
  interface WithDefault {}

  record Default(Leaf down) implements WithDefault {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes(@JsonSubTypes.Type(Deduced.class))
  interface ByDeduction {}

  record Deduced(Leaf down) implements ByDeduction {}

  record DeducedAnything(
      @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
          @JsonSubTypes(@JsonSubTypes.Type(Deduced.class))
          Object leaf) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = GenericSubtype.class, name = "sub"))
  interface Generic<T> {
    T content();
  }

  record GenericSubtype<T>(T content) implements Generic<T> {}

  record OfGeneric(Generic<Leaf> part) {}

  record Box<T>(T content) {}

  record OfBox(Box<Leaf> box) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  static final class Key {
    public String text;

    public Key(String text) {
      this.text = text;
    }
  }

  record OfKeys(Map<Key, String> map) {}

  record OfClassKeys(Map<Class<?>, String> map) {}

  record OfClasses(List<Class<?>[]> classes) {}

  record OfValues(Map<String, Map<String, Leaf>> map) {}

  record OfEntry(Map.Entry<String, Leaf> entry) {}

  static final class OfArray {
    public Leaf[][] array = {};
  }

  record OfReference(AtomicReference<Leaf> reference) {}

  record OfUnwrapped(@JsonUnwrapped Leaf inner) {}

  record OfRefined(
      @JsonDeserialize(as = PlainSubtype.class)
          @tools.jackson.databind.annotation.JsonDeserialize(as = PlainSubtype.class)
          Plain part) {}

  static final class OfAny {
    public int size;
    @JsonAnySetter public Map<String, Leaf> others = new HashMap<>();
  }

  static final class OfAnyMethod {
    public int size;

    @JsonAnySetter
    public void other(String name, Leaf other) {
      size += name.length() + other.hashCode();
    }
  }

  static final class OfDelegate {
    public final int size;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    OfDelegate(Leaf delegate) {
      size = delegate.hashCode();
    }
  }

  @JsonDeserialize(builder = Built.Builder.class)
  @tools.jackson.databind.annotation.JsonDeserialize(builder = Built.Builder.class)
  static final class Built {
    public int size;

    @JsonPOJOBuilder(withPrefix = "")
    @tools.jackson.databind.annotation.JsonPOJOBuilder(withPrefix = "")
    static final class Builder {
      private int size;

      public Builder leaf(ByClass leaf) {
        size = leaf.hashCode();
        return this;
      }

      public Built build() {
        Built built = new Built();
        built.size = size;
        return built;
      }
    }
  }

  @JsonFormat(shape = JsonFormat.Shape.OBJECT)
  static final class ListWithProperties extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public transient Object leaf = "";

    public Object getLeaf() {
      return leaf;
    }

    public void setLeaf(Object leaf) {
      this.leaf = leaf;
    }
  }

  /** By type: for which other data would name classes. */
  static Stream<Arguments> seenAtOnce() {
    return Stream.of(
        Arguments.of(ByClass.class, ByClass.class),
        Arguments.of(Leaf.class, ByClass.class),
        Arguments.of(MinimalLeaf.class, ByMinimalClass.class),
        Arguments.of(OnProperty.class, Object.class),
        Arguments.of(OnElements.class, Object.class),
        Arguments.of(OnOwnWay.class, Object.class),
        Arguments.of(OfBox.class, ByClass.class),
        Arguments.of(OfClassKeys.class, Class.class),
        Arguments.of(OfClasses.class, Class.class),
        Arguments.of(OfValues.class, ByClass.class),
        Arguments.of(OfEntry.class, ByClass.class),
        Arguments.of(OfArray.class, ByClass.class),
        Arguments.of(OfReference.class, ByClass.class),
        Arguments.of(OfUnwrapped.class, ByClass.class),
        Arguments.of(OfAny.class, ByClass.class),
        Arguments.of(OfAnyMethod.class, ByClass.class),
        Arguments.of(OfDelegate.class, ByClass.class),
        Arguments.of(OfRefined.class, Object.class),
        Arguments.of(Built.class, ByClass.class));
  }

  @ParameterizedTest
  @MethodSource("seenAtOnce")
  void classNames_areRefusedBeforeTheFirstEntry(Class<?> type, Class<?> named) {
    assertRefused(Jackson.Mapper.PLAIN, type, named);
    for (Codec codec : version.withModules()) {
      assertRefused(codec, type, named);
    }
  }

  /** Has a name in data; nothing else knows of it. */
  static final class Gadget implements ByClass {}

  private final Set<String> loaded = ConcurrentHashMap.newKeySet();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** Which Jackson asks for what data names. */
  @BeforeEach
  void watchLoader() {
    Thread.currentThread()
        .setContextClassLoader(
            new ClassLoader(before) {
              @Override
              protected Class<?> loadClass(String name, boolean resolve)
                  throws ClassNotFoundException {
                loaded.add(name);
                return super.loadClass(name, resolve);
              }
            });
  }

  @AfterEach
  void restoreLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static final String GADGET = JacksonClassNamesTest.class.getName() + "$Gadget";
  private static final String LEAF = "{'leaf':{'@class':'" + GADGET + "'}}";

  /** Behind the name of a subtype, which is looked for when it is met. */
  static Stream<Arguments> behindNames() {
    return Stream.of(
        Arguments.of(Named.class, "{'@type':'sub','leaf':{'@class':'" + GADGET + "'}}"),
        Arguments.of(Named.class, "{'@type':'" + GADGET + "'}"),
        Arguments.of(OfNamed.class, "{'parts':[{'@type':'sub','leaf':['" + GADGET + "',{}]}]}"),
        Arguments.of(Top.class, "{'@type':'bottom','down':" + LEAF + "}"),
        Arguments.of(SubtypesOfProperty.class, "{'part':{'@type':'sub','down':" + LEAF + "}}"),
        Arguments.of(
            SubtypesOfElements.class, "{'parts':{'a':{'@type':'sub','down':" + LEAF + "}}}"),
        Arguments.of(WithDefault.class, "{'down':" + LEAF + "}"),
        Arguments.of(OfGeneric.class, "{'part':{'@type':'sub','content':" + LEAF + "}}"),
        // Jackson deduces a class here, and takes names of classes from data too.
        Arguments.of(ByDeduction.class, "{'down':" + LEAF + "}"),
        Arguments.of(DeducedAnything.class, "{'leaf':['" + GADGET + "',{}]}"));
  }

  @ParameterizedTest
  @MethodSource("behindNames")
  void classNamesBehindNames_areRefusedWithoutLoadingAClass(Class<?> type, String json)
      throws IOException {
    for (Codec codec : version.withModules()) {
      Coding coding = Coding.of(codec.forValuesOf(type));

      assertThatThrownBy(() -> coding.decode(bytes(codec, json))).isInstanceOf(IOException.class);
      assertThat(loaded).doesNotContain(GADGET);
    }
  }

  private static byte[] bytes(Codec codec, String json) throws IOException {
    byte[] text = json.replace('\'', '"').getBytes(UTF_8);
    return codec.name().equals("json")
        ? text
        : new MessagePackMapper().writeValueAsBytes(new ObjectMapper().readTree(text));
  }

  @Test
  void objectsBehindNames_areRefusedByPut() {
    record Harmless() implements ByClass {}

    for (Codec codec : version.withModules()) {
      assertNotTaken(codec, Named.class, new NamedSubtype(List.of()));
      assertNotTaken(codec, ByDeduction.class, new Deduced(new Leaf(new Harmless())));
    }
  }

  private static void assertNotTaken(Codec codec, Class<?> type, Object object) {
    Coding coding = Coding.of(codec.forValuesOf(type));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> coding.encode(object))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(object.getClass().getName());
    }
  }

  record Open(Object anything, Serializable serializable) {}

  @Test
  void namesWhereNoneIsAskedFor_areText() throws Exception {
    String json = "{'anything':" + LEAF + ",'serializable':['" + GADGET + "',{}]}";
    Object leaf = Map.of("leaf", Map.of("@class", GADGET));
    Open open = new Open(leaf, new ArrayList<>(List.of(GADGET, Map.of())));

    for (Codec codec : version.withModules()) {
      assertThat(Coding.of(codec.forValuesOf(Open.class)).decode(bytes(codec, json)))
          .isEqualTo(open);
      assertThat(loaded).doesNotContain(GADGET);
    }
  }

  @Test
  void keysOfMaps_areTextWhateverTheirClassIsAnnotatedWith() throws Exception {
    for (Codec codec : version.withModules()) {
      OfKeys read =
          (OfKeys)
              Coding.of(codec.forValuesOf(OfKeys.class))
                  .decode(bytes(codec, "{'map':{'" + GADGET + "':'a'}}"));

      assertThat(read.map().keySet().iterator().next().text).isEqualTo(GADGET);
      assertThat(loaded).doesNotContain(GADGET);
    }
  }

  @JsonFormat(shape = JsonFormat.Shape.POJO) // as Jackson 3 alone has it
  static final class BeanOfAList extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    private transient @Nullable ByClass leaf;

    public @Nullable ByClass getLeaf() {
      return leaf;
    }

    public void setLeaf(ByClass leaf) {
      this.leaf = leaf;
    }
  }

  @Test
  void listWithProperties_isLookedInto() {
    Class<?> type = version == Jackson.TWO ? ListWithProperties.class : BeanOfAList.class;

    Class<?> named = version == Jackson.TWO ? Object.class : ByClass.class;
    assertRefused(Jackson.Mapper.PLAIN, type, named);
  }

  @Test
  void subtypesThatTheMapperKnows_areLookedInto() {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface Base {}
    @JsonTypeName("late")
    record Late(Leaf down) implements Base {}
    record Small(int size) implements Base {}
    record OfBase(Base base) {}
    Jackson.Mapper small = Jackson.Mapper.ofSubtypes(Small.class);
    assertThat(json(small).forValuesOf(OfBase.class)).isNotNull();

    for (Codec codec : version.ofMapper(Jackson.Mapper.ofSubtypes(Late.class))) {
      assertThatThrownBy(
              () ->
                  Coding.of(codec.forValuesOf(OfBase.class))
                      .decode(bytes(codec, "{'base':{'@type':'late','down':" + LEAF + "}}")))
          .isInstanceOf(IOException.class);
      assertThat(loaded).doesNotContain(GADGET);
    }
  }

  @Test
  void mixinOfAClass_isLookedInto() {
    Jackson.Mapper mapper = Jackson.Mapper.ofMixin(Plain.class, ByClass.class);
    record OfPlain(List<Plain> parts) {}

    assertRefused(mapper, OfPlain.class, Plain.class);
  }

  interface AnythingByClass {
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    Object anything();
  }

  @Test
  void mixinOfAProperty_isLookedInto() {
    record Inner(Object anything) {}
    record Outer(Inner inner) {}
    assertThat(json(Jackson.Mapper.PLAIN).forValuesOf(Outer.class)).isNotNull();
    Jackson.Mapper mapper = Jackson.Mapper.ofMixin(Inner.class, AnythingByClass.class);

    assertRefused(mapper, Outer.class, Object.class);
  }

  @Test
  void mixinOfSubtypes_isLookedInto() {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = PlainSubtype.class, name = "sub"))
    interface Mixin {}
    Jackson.Mapper mapper = Jackson.Mapper.ofMixin(Plain.class, Mixin.class);

    for (Codec codec : version.ofMapper(mapper)) {
      assertNotTaken(codec, Plain.class, new PlainSubtype(new OnProperty("a")));
    }
  }

  @Test
  void defaultTyping_isRefusedWhateverItsIds() {
    for (JsonTypeInfo.Id id : List.of(CLASS, JsonTypeInfo.Id.MINIMAL_CLASS, JsonTypeInfo.Id.NAME)) {
      Jackson.Mapper mapper = Jackson.Mapper.ofDefaultTyping(id);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> json(mapper).forValuesOf(Box.class.arrayType()))
          .withMessageContaining("default typing");
    }
  }

  /** Which has readers in its cache that were made without a validator. */
  @Test
  void mapperThatHasReadByClassNames_isRefusedAndLeftAsItWas() throws Exception {
    String json = LEAF.replace('\'', '"');
    if (version == Jackson.TWO) {
      ObjectMapper mapper = new ObjectMapper();
      mapper.readValue(json, Leaf.class);
      assertRefused(new JsonCodec(mapper), Leaf.class, ByClass.class);
      assertThat(mapper.readValue(json, Leaf.class).leaf()).isInstanceOf(Gadget.class);
    } else {
      tools.jackson.databind.ObjectMapper mapper = new tools.jackson.databind.ObjectMapper();
      mapper.readValue(json, Leaf.class);
      assertRefused(new io.sealcache.codec.jackson3.JsonCodec(mapper), Leaf.class, ByClass.class);
      assertThat(mapper.readValue(json, Leaf.class).leaf()).isInstanceOf(Gadget.class);
    }
  }

  record FineBox<T>(T content, List<Map<String, T[]>> more) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FineLeaf.class, name = "leaf"),
    @JsonSubTypes.Type(value = FineTree.class, name = "tree")
  })
  interface Fine {}

  record FineLeaf(String text) implements Fine {}

  record FineTree(FineBox<List<Fine>> children, Map.Entry<String, Fine> entry) implements Fine {}

  @Test
  void names_areFineAtAnyDepth() throws Exception {
    Coding coding = Coding.of(version.json(Fine.class));
    FineTree leaves =
        new FineTree(
            new FineBox<>(List.of(new FineLeaf("a"), new FineLeaf("b")), List.of()),
            Map.entry("c", new FineLeaf("d")));
    FineTree tree = new FineTree(new FineBox<>(List.of(leaves), List.of()), Map.entry("e", leaves));

    assertThat(coding.roundTrip(tree)).isEqualTo(tree);
  }

  private Codec json(Jackson.Mapper mapper) {
    return version.ofMapper(mapper).get(0);
  }

  private void assertRefused(Jackson.Mapper mapper, Class<?> type, Class<?> named) {
    for (Codec codec : version.ofMapper(mapper)) {
      assertRefused(codec, type, named);
    }
  }

  private static void assertRefused(Codec codec, Class<?> type, Class<?> named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.forValuesOf(type))
        .withMessageContainingAll(
            "Codec '" + codec.name() + "'",
            type.getName(),
            "classes to load, for a " + named.getName());
  }
}
