package io.sealcache;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import org.jspecify.annotations.Nullable;

/**
 * A bean as the MBean server may hold it: weakly, and by an object of classes that live as long as
 * the server, which are the JDK's alone where SealCache came with an application. The server lives
 * as long as the JVM, and what it holds keeps its class loader, and so an application that was
 * undeployed without closing its caches. Immutable.
 *
 * <p>What the server is given lives on then, to say that its cache is gone.
 */
final class WeakBean {
  private static final String GONE = "This cache is gone with its application, which left it open";

  // In a native image no class is made at run time and nothing is undeployed.
  private static final boolean STAYS =
      isOfJvm() || System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  @SuppressWarnings("UnusedVariable") // lives as long as this, which is all that holds it
  private final Object target;

  private final DynamicMBean forServer;

  private WeakBean(Object target, DynamicMBean forServer) {
    this.target = target;
    this.forServer = forServer;
  }

  /** Whether this class lives as long as the JVM. */
  private static boolean isOfJvm() {
    @Nullable ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader != null && loader != WeakBean.class.getClassLoader()) {
      loader = loader.getParent();
    }
    return loader == WeakBean.class.getClassLoader();
  }

  static WeakBean of(DynamicMBean bean) {
    return STAYS ? ofOurClasses(bean) : ofJdksClasses(bean);
  }

  static WeakBean ofOurClasses(DynamicMBean bean) {
    return new WeakBean(bean, new WhileThere(new WeakReference<>(bean), bean.getMBeanInfo()));
  }

  /** For where this class may be undeployed. It takes a cold JVM longer than the other. */
  static WeakBean ofJdksClasses(DynamicMBean bean) {
    InvocationHandler target = (proxy, method, arguments) -> invoke(bean, method, arguments);
    try {
      return new WeakBean(target, forServer(new WeakReference<>(target), bean.getMBeanInfo()));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("The JDK lacks what all of them have", e);
    }
  }

  private static Object invoke(DynamicMBean bean, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  // Method handles, as a lambda is a class of ours.
  private static DynamicMBean forServer(WeakReference<InvocationHandler> target, MBeanInfo info)
      throws ReflectiveOperationException {
    var jdk = MethodHandles.publicLookup();
    var call = methodType(Object.class, Object.class, Method.class, Object[].class);
    MethodHandle get =
        jdk.findVirtual(Reference.class, "get", methodType(Object.class)).bindTo(target);
    MethodHandle whileThere =
        MethodHandles.foldArguments(
            jdk.findVirtual(InvocationHandler.class, "invoke", call),
            get.asType(methodType(InvocationHandler.class)));
    MethodHandle isGone =
        MethodHandles.filterReturnValue(
            get, jdk.findStatic(Objects.class, "isNull", methodType(boolean.class, Object.class)));
    MethodHandle handler =
        MethodHandles.guardWithTest(
            MethodHandles.dropArguments(isGone, 0, call.parameterList()),
            onceGone(jdk, info),
            whileThere);
    ClassLoader jdks = ClassLoader.getPlatformClassLoader();
    return (DynamicMBean)
        Proxy.newProxyInstance(jdks, new Class<?>[] {DynamicMBean.class}, handler(jdks, handler));
  }

  /** Tools list all beans with what they are, and a bean that fails to say so would stop them. */
  private static MethodHandle onceGone(MethodHandles.Lookup jdk, MBeanInfo info)
      throws ReflectiveOperationException {
    MethodHandle isInfo =
        MethodHandles.filterArguments(
            jdk.findVirtual(String.class, "equals", methodType(boolean.class, Object.class))
                .bindTo("getMBeanInfo")
                .asType(methodType(boolean.class, String.class)),
            0,
            jdk.findVirtual(Method.class, "getName", methodType(String.class)));
    MethodHandle fail =
        MethodHandles.collectArguments(
            MethodHandles.throwException(Object.class, IllegalStateException.class),
            0,
            jdk.findConstructor(IllegalStateException.class, methodType(void.class, String.class))
                .bindTo(GONE));
    return MethodHandles.guardWithTest(
        MethodHandles.dropArguments(
            MethodHandles.dropArguments(isInfo, 1, Object[].class), 0, Object.class),
        MethodHandles.dropArguments(
            MethodHandles.constant(Object.class, info),
            0,
            Object.class,
            Method.class,
            Object[].class),
        MethodHandles.dropArguments(fail, 0, Object.class, Method.class, Object[].class));
  }

  // Its class is made in the context's class loader, which is the application's.
  private static InvocationHandler handler(ClassLoader jdks, MethodHandle handle) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(jdks);
    try {
      return MethodHandleProxies.asInterfaceInstance(InvocationHandler.class, handle);
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  /** Asks the bean, as long as somebody else refers to it. */
  private record WhileThere(WeakReference<DynamicMBean> bean, MBeanInfo info)
      implements DynamicMBean {
    private DynamicMBean there() {
      DynamicMBean there = bean.get();
      if (there == null) {
        throw new IllegalStateException(GONE);
      }
      return there;
    }

    @Override
    public Object getAttribute(String name)
        throws AttributeNotFoundException, MBeanException, ReflectionException {
      return there().getAttribute(name);
    }

    @Override
    public void setAttribute(Attribute attribute)
        throws AttributeNotFoundException,
            InvalidAttributeValueException,
            MBeanException,
            ReflectionException {
      there().setAttribute(attribute);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
      return there().getAttributes(names);
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
      return there().setAttributes(attributes);
    }

    @Override
    public Object invoke(String name, Object[] arguments, String[] signature)
        throws MBeanException, ReflectionException {
      return there().invoke(name, arguments, signature);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
      return info;
    }
  }

  /** What to register. */
  DynamicMBean forServer() {
    return forServer;
  }

  /** Whether what is registered under {@code name} is one of these whose cache is gone. */
  static boolean isGone(MBeanServer server, ObjectName name) {
    try {
      server.getAttribute(name, server.getMBeanInfo(name).getAttributes()[0].getName());
      return false;
    } catch (RuntimeMBeanException e) {
      return GONE.equals(e.getTargetException().getMessage());
    } catch (JMException | RuntimeException e) {
      return false; // whatever it is
    }
  }
}
