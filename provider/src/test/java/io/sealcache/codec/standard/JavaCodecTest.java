package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.BadAttributeValueExpException;
import net.bytebuddy.ByteBuddy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaCodecTest {
  private static final AtomicInteger GADGET_RUNS = new AtomicInteger();

  enum Level {
    LOW,
    HIGH {
      @Override
      public String toString() {
        return "high";
      }
    }
  }

  sealed interface Contact permits Mail, Phone {}

  record Mail(String address) implements Contact, Serializable {}

  record Phone(int number) implements Contact, Serializable {}

  abstract static class Person implements Serializable {
    final String name = "Ada";
  }

  static final class Customer extends Person {
    final Level level = Level.HIGH;
    final List<Mail> mails = List.of(new Mail("a"));
    final Map<Level, BigDecimal> credits = new EnumMap<>(Map.of(Level.LOW, BigDecimal.TEN));
    final Contact contact = new Phone(1);
    final int[][] counts = {{1}};
    final ZonedDateTime since = ZonedDateTime.parse("2026-01-01T00:00:00+01:00[Europe/Paris]");
    final URI home = URI.create("https://example.org");
    final @Nullable Object anything;

    Customer(@Nullable Object anything) {
      this.anything = anything;
    }
  }

  /** Of the shape of a gadget: what it does it does while it is read. */
  static final class Gadget implements Serializable {
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      GADGET_RUNS.incrementAndGet();
    }
  }

  static final class GadgetComparator implements Comparator<Object>, Serializable {
    @Override
    public int compare(Object one, Object other) {
      GADGET_RUNS.incrementAndGet();
      return Integer.compare(one.hashCode(), other.hashCode());
    }
  }

  @Test
  void bytes_areJavasStream() throws Exception {
    Coding values = Coding.of(JavaCodec.forValues(JavaFilter.standard()));

    assertThat(values.hex("a")).isEqualTo("aced0005" + "740001" + "61");
    assertThat(values.decodeHex("aced0005" + "740001" + "61")).isEqualTo("a");
    for (String hex : List.of("", "aced0005", "aced0005" + "70", "aced0005" + "74000161" + "00")) {
      assertThatThrownBy(() -> values.decodeHex(hex)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void classThatIsNotSerializable_isRefusedByName() {
    JavaCodec codec = JavaCodec.forValues(JavaFilter.standard());

    assertThatThrownBy(() -> codec.forValuesOf(Runtimes.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'java'", Runtimes.class.getName());
    assertThat(codec.forValuesOf(Object.class)).isSameAs(codec);
    assertThatThrownBy(() -> Coding.of(codec).encode(new Runtimes(1)))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContainingAll(Runtimes.class.getName(), "not java.io.Serializable");
  }

  record Runtimes(int count) {}

  @Test
  void configuredTypes_refuseGadgetsBeforeTheyRun() throws Exception {
    Coding customers = filtered("configured-types", Customer.class);
    PriorityQueue<Object> queue = new PriorityQueue<>(1, new GadgetComparator());
    queue.add(1);
    TreeMap<Object, Object> sorted = new TreeMap<>(new GadgetComparator());

    for (Object gadget :
        List.of(
            new Gadget(),
            queue,
            sorted,
            new BadAttributeValueExpException("x"),
            new PriorityQueue<>(List.of(1)),
            new Gadget[0])) {
      for (Object object : List.of(gadget, new Customer(gadget))) {
        byte[] encoded = filtered("*", Customer.class).encode(object);
        int before = GADGET_RUNS.get();
        assertThatThrownBy(() -> customers.decode(encoded))
            .as(gadget.getClass().getName())
            .isInstanceOf(InvalidClassException.class);
        assertThatThrownBy(() -> customers.encode(object))
            .as(gadget.getClass().getName())
            .isInstanceOf(InvalidClassException.class);
        assertThat(GADGET_RUNS).hasValue(before);
      }
    }
  }

  @Test
  void dynamicProxies_areNeitherWrittenNorReadWhateverTheFilter() throws Exception {
    Object proxy =
        java.lang.reflect.Proxy.newProxyInstance(
            JavaCodecTest.class.getClassLoader(), new Class<?>[] {Runnable.class}, new Handler());
    byte[] planted = Coding.javaStream(new Customer(proxy));

    for (String pattern : List.of("*", "configured-types")) {
      Coding customers = filtered(pattern, Customer.class);
      assertThatThrownBy(() -> customers.decode(planted))
          .isInstanceOf(InvalidClassException.class)
          .hasMessageContaining("dynamic proxy");
      for (Object object : List.of(proxy, new Customer(proxy), proxy.getClass())) {
        assertThatThrownBy(() -> customers.encode(object))
            .isInstanceOf(InvalidClassException.class)
            .hasMessageContaining("dynamic proxy");
      }
    }
  }

  /** Of proxies that do nothing. */
  static final class Handler implements java.lang.reflect.InvocationHandler, Serializable {
    @Override
    public @Nullable Object invoke(
        Object proxy, java.lang.reflect.Method method, Object[] arguments) {
      return null;
    }
  }

  @Test
  void configuredTypes_areJoinedByPatternsOfTheApplication() throws Exception {
    String ours = Gadget.class.getName();
    Coding joined = filtered(ours + ";configured-types", Customer.class);
    byte[] encoded = joined.encode(new Customer(new Gadget()));
    int before = GADGET_RUNS.get();

    assertThat(joined.decode(encoded)).isInstanceOf(Customer.class);
    assertThat(GADGET_RUNS).hasValue(before + 1);
    assertThatThrownBy(
            () ->
                filtered("!" + Mail.class.getName() + ";configured-types", Customer.class)
                    .roundTrip(new Customer(null)))
        .isInstanceOf(InvalidClassException.class);
    assertThatThrownBy(
            () ->
                filtered("configured-types;maxdepth=1", Customer.class)
                    .roundTrip(new Customer(null)))
        .isInstanceOf(InvalidClassException.class);
  }

  @Test
  void filterOfTheJvm_isRespectedBesideConfiguredTypes() {
    ObjectInputFilter jvmWide = ObjectInputFilter.Config.createFilter("!" + Phone.class.getName());
    Coding phones =
        Coding.of(JavaCodec.forValues(JavaFilter.of("configured-types", Phone.class, jvmWide)));

    assertThatThrownBy(() -> phones.roundTrip(new Phone(1)))
        .isInstanceOf(InvalidClassException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.commons.collections.functors.InvokerTransformer",
        "org.apache.commons.collections4.functors.InstantiateTransformer",
        "org.apache.commons.beanutils.BeanComparator",
        "org.codehaus.groovy.runtime.MethodClosure",
        "org.springframework.beans.factory.ObjectFactory",
        "com.mchange.v2.c3p0.impl.PoolBackedDataSourceBase",
        "bsh.XThis",
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "com.sun.rowset.JdbcRowSetImpl",
        "java.rmi.server.UnicastRemoteObject",
        "java.rmi.server.RemoteObjectInvocationHandler",
        "javax.management.BadAttributeValueExpException",
      })
  void knownGadgets_areRefusedByDefaultUnlessAllowedByName(String name) throws Exception {
    Class<?> gadget = classNamed(name);

    for (ObjectInputFilter filter :
        List.of(
            JavaFilter.standard(),
            JavaFilter.of("maxdepth=9"),
            JavaFilter.of("configured-types"))) {
      assertThat(new FilterQuestion(gadget).isRejectedBy(filter)).isTrue();
    }
    assertThat(JavaFilter.of(name).checkInput(new FilterQuestion(gadget)))
        .isEqualTo(ObjectInputFilter.Status.ALLOWED);
  }

  private static Class<?> classNamed(String name) throws ClassNotFoundException {
    return name.startsWith("java") || name.startsWith("com.sun")
        ? Class.forName(name, false, ClassLoader.getPlatformClassLoader())
        : new ByteBuddy()
            .subclass(Object.class)
            .name(name)
            .make()
            .load(ClassLoader.getPlatformClassLoader())
            .getLoaded();
  }

  private static Coding filtered(String pattern, Class<?> type) {
    return Coding.of(JavaCodec.forValues(JavaFilter.of(pattern, type)));
  }
}
