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
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/**
 * A bean as the MBean server may hold it: weakly, and by an object of the JDK's classes alone. The
 * server lives as long as the JVM, and what it holds keeps its class loader, and so an application
 * that was undeployed without closing its caches. Immutable.
 *
 * <p>What the server is given lives on then, to say that its cache is gone. In a native image,
 * where no class is made at run time and nothing is undeployed, it is the bean itself.
 */
final class WeakBean {
  private static final String GONE = "This cache is gone with its application, which left it open";

  private static final boolean IN_NATIVE_IMAGE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  @SuppressWarnings("UnusedVariable") // lives as long as this, which is all that holds it
  private final InvocationHandler target;

  private final DynamicMBean forServer;

  private WeakBean(InvocationHandler target, DynamicMBean forServer) {
    this.target = target;
    this.forServer = forServer;
  }

  static WeakBean of(DynamicMBean bean) {
    InvocationHandler target = (proxy, method, arguments) -> invoke(bean, method, arguments);
    if (IN_NATIVE_IMAGE) {
      return new WeakBean(target, bean);
    }
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
