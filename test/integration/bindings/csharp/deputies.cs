// C# objects that stand for JavaScript's, by the names of Amazon.JSII.Runtime. Nothing is called back: what a program
// overrides stays as it is in JavaScript.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Amazon.JSII.Runtime.Deputy
{
    /// <summary>The kernel's name of an object: "cdktf.App@10000".</summary>
    public sealed class ByRefValue
    {
        public ByRefValue(string value) => Value = value;

        public string Value { get; }
    }

    /// <summary>An object of no class and no interface.</summary>
    public sealed class AnonymousObject : DeputyBase
    {
        public AnonymousObject(ByRefValue reference)
            : base(reference)
        {
        }
    }

    public abstract class DeputyBase
    {
        private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
            | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        protected DeputyBase(DeputyProps props)
        {
            var type = GetType().GetCustomAttribute<JsiiClassAttribute>(true)!;
            var interfaces = GetType().GetInterfaces().Select(it => it.GetCustomAttribute<JsiiInterfaceAttribute>())
                .OfType<JsiiInterfaceAttribute>().Select(it => it.FullyQualifiedName);
            var created = Kernel.Call(GetType(), "create", new JsonObject
            {
                ["fqn"] = type.FullyQualifiedName,
                ["args"] = Values.ToJson(props.Arguments),
                ["interfaces"] = Values.ToJson(interfaces.ToArray()),
            });
            Reference = new ByRefValue((string)created!["$jsii.byref"]!);
            Values.Remember(this);
        }

        protected DeputyBase(ByRefValue reference) => Reference = reference;

        internal ByRefValue Reference { get; }

        protected T? GetInstanceProperty<T>([CallerMemberName] string member = "") =>
            Get<T>(GetType(), "get", this, member);

        protected static T? GetStaticProperty<T>(Type type, [CallerMemberName] string member = "") =>
            Get<T>(type, "sget", null, member);

        protected void SetInstanceProperty(object? value, [CallerMemberName] string member = "")
        {
            var request = Request(GetType(), this);
            request["property"] = PropertyOf(GetType(), member);
            request["value"] = Values.ToJson(value);
            Kernel.Call(GetType(), "set", request);
        }

        protected T? InvokeInstanceMethod<T>(Type[] parameters, object?[] arguments, [CallerMemberName] string member = "") =>
            Invoke<T>(GetType(), "invoke", this, parameters, arguments, member);

        protected static T? InvokeStaticMethod<T>(Type type, Type[] parameters, object?[] arguments,
            [CallerMemberName] string member = "") =>
            Invoke<T>(type, "sinvoke", null, parameters, arguments, member);

        protected void InvokeInstanceVoidMethod(Type[] parameters, object?[] arguments, [CallerMemberName] string member = "") =>
            Invoke<object>(GetType(), "invoke", this, parameters, arguments, member);

        protected static void InvokeStaticVoidMethod(Type type, Type[] parameters, object?[] arguments,
            [CallerMemberName] string member = "") =>
            Invoke<object>(type, "sinvoke", null, parameters, arguments, member);

        private static T? Get<T>(Type type, string api, DeputyBase? instance, string member)
        {
            var request = Request(type, instance);
            request["property"] = PropertyOf(type, member);
            return (T?)Values.FromJson(Kernel.Call(type, api, request)?["value"], typeof(T));
        }

        private static T? Invoke<T>(Type type, string api, DeputyBase? instance, Type[] parameters, object?[] arguments, string member)
        {
            var method = Up(type).Select(it => it.GetMethod(member, Declared, null, parameters, null))
                .First(it => it?.GetCustomAttribute<JsiiMethodAttribute>() != null)!;
            var isVariadic = method.GetParameters().LastOrDefault()?.IsDefined(typeof(ParamArrayAttribute)) == true;
            var exploded = isVariadic
                ? arguments.SkipLast(1).Concat(((Array)arguments[^1]!).Cast<object?>()).ToArray()
                : arguments;
            var request = Request(type, instance);
            request["method"] = method.GetCustomAttribute<JsiiMethodAttribute>()!.Name;
            request["args"] = Values.ToJson(exploded);
            return (T?)Values.FromJson(Kernel.Call(type, api, request)?["result"], typeof(T));
        }

        private static JsonObject Request(Type type, DeputyBase? instance) => instance == null
            ? new JsonObject { ["fqn"] = type.GetCustomAttribute<JsiiClassAttribute>()!.FullyQualifiedName }
            : new JsonObject { ["objref"] = Values.ToJson(instance) };

        private static string PropertyOf(Type type, string member) =>
            Up(type).Select(it => it.GetProperty(member, Declared)?.GetCustomAttribute<JsiiPropertyAttribute>())
                .First(it => it != null)!.Name;

        /// <summary>A class and those that it extends.</summary>
        private static IEnumerable<Type> Up(Type type)
        {
            for (Type? it = type; it != null; it = it.BaseType)
            {
                yield return it;
            }
        }

        protected sealed class DeputyProps
        {
            public DeputyProps(object?[]? arguments = null) => Arguments = arguments ?? Array.Empty<object?>();

            public object?[] Arguments { get; }
        }
    }
}
