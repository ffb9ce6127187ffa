// The kernel, in which JavaScript runs, and the values that are exchanged with it:
// https://aws.github.io/jsii/specification/3-kernel-api/
using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using Amazon.JSII.Runtime.Deputy;

namespace Amazon.JSII.Runtime
{
    /// <summary>What is wrong with a call; an error that JavaScript throws is an Exception.</summary>
    public sealed class JsiiError : Exception
    {
        internal JsiiError(string message)
            : base(message)
        {
        }
    }

    internal static class Kernel
    {
        private static readonly Process Node = Start();
        private static readonly HashSet<Assembly> Loaded = new();

        /// <summary>The answer to a call; a type's package and those that it needs are loaded before.</summary>
        internal static JsonNode? Call(Type type, string api, JsonObject request)
        {
            Load(type.Assembly);
            return Call(api, request);
        }

        private static void Load(Assembly assembly)
        {
            var package = assembly.GetCustomAttribute<JsiiAssemblyAttribute>();
            if (!Loaded.Add(assembly) || package == null && assembly != Assembly.GetEntryAssembly())
            {
                return;
            }
            foreach (var needed in assembly.GetReferencedAssemblies())
            {
                Load(Assembly.Load(needed));
            }
            if (package != null)
            {
                Values.Know(assembly);
                Call("load", new JsonObject
                {
                    ["name"] = package.Name,
                    ["version"] = package.Version,
                    ["tarball"] = Path.Combine(Path.GetDirectoryName(assembly.Location)!, package.Tarball),
                });
            }
        }

        private static JsonNode? Call(string api, JsonObject request)
        {
            request["api"] = api;
            Node.StandardInput.WriteLine(request.ToJsonString());
            var answer = JsonNode.Parse(Node.StandardOutput.ReadLine() ?? throw new IOException("The kernel has ended"))!;
            if (answer["error"] is { } error)
            {
                var isFault = (string?)answer["name"] == "@jsii/kernel.Fault";
                throw isFault ? new JsiiError((string)error!) : new Exception((string)error!);
            }
            return answer["callback"] == null ? answer["ok"] : throw new NotSupportedException("Nothing is called back");
        }

        private static Process Start()
        {
            var program = Environment.GetEnvironmentVariable("JSII_RUNTIME")!;
            var node = Process.Start(new ProcessStartInfo("node", $"\"{program}\"")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(false),
                StandardOutputEncoding = Encoding.UTF8,
            })!;
            node.StandardInput.AutoFlush = true;
            new Thread(() => Relay(node.StandardError)) { IsBackground = true }.Start();
            node.StandardOutput.ReadLine(); // It says hello.
            return node;
        }

        /// <summary>What JavaScript prints comes as a line of JSON, all else as it is.</summary>
        private static void Relay(TextReader lines)
        {
            while (lines.ReadLine() is { } line)
            {
                var printed = line.StartsWith("{\"std") ? JsonNode.Parse(line)!.AsObject().First() : default;
                var text = printed.Key == null ? line + "\n" : Encoding.UTF8.GetString(Convert.FromBase64String((string)printed.Value!));
                (printed.Key == "stdout" ? Console.Out : Console.Error).Write(text);
            }
        }
    }

    internal static class Values
    {
        private static readonly Dictionary<string, Type> Types = new();
        private static readonly Dictionary<string, DeputyBase> Deputies = new();

        /// <summary>Types that are made for what the kernel has: classes, and proxies of interfaces.</summary>
        internal static void Know(Assembly assembly)
        {
            foreach (var type in assembly.GetTypes().Where(it => !it.IsAbstract && typeof(DeputyBase).IsAssignableFrom(it)))
            {
                var attribute = type.GetCustomAttribute<JsiiTypeProxyAttribute>() as JsiiTypeAttribute
                    ?? type.GetCustomAttribute<JsiiClassAttribute>();
                Types[attribute!.FullyQualifiedName] = type;
            }
        }

        internal static void Remember(DeputyBase deputy) => Deputies[deputy.Reference.Value] = deputy;

        internal static JsonNode? ToJson(object? value) => value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            Enum member => One("$jsii.enum", NameOf(member)),
            DeputyBase deputy => One("$jsii.byref", deputy.Reference.Value),
            IDictionary map => One("$jsii.map", Fields(map.Keys.Cast<string>().Select(it => (it, map[it])))),
            IEnumerable list => new JsonArray(list.Cast<object?>().Select(ToJson).ToArray()),
            IConvertible number => JsonValue.Create(number.ToDouble(null)),
            _ => Struct(value),
        };

        internal static object? FromJson(JsonNode? json, Type type) => json switch
        {
            null => null,
            JsonObject it when it["$jsii.byref"] is { } reference => Deputy((string)reference!, it["$jsii.interfaces"], type),
            JsonObject it when it["$jsii.enum"] is { } member => MemberOf(Nullable.GetUnderlyingType(type) ?? type, (string)member!),
            JsonObject it when it["$jsii.map"] is JsonObject map => Map(map, type),
            JsonArray it => List(it, type.GetElementType() ?? typeof(object)),
            JsonValue it when it.TryGetValue(out string? text) => text,
            JsonValue it when it.TryGetValue(out bool flag) => flag,
            JsonValue it => it.GetValue<double>(),
            _ => throw new JsiiError($"{json.ToJsonString()} is no {type}"),
        };

        private static JsonObject One(string key, JsonNode? value) => new() { [key] = value };

        private static JsonObject Fields(IEnumerable<(string Key, object? Value)> fields) =>
            new(fields.Where(it => it.Value != null).Select(it => KeyValuePair.Create(it.Key, ToJson(it.Value))));

        private static JsonObject Struct(object value)
        {
            var type = value.GetType().GetCustomAttribute<JsiiByValueAttribute>()
                ?? throw new JsiiError($"{value.GetType()} cannot be handed to JavaScript");
            var fields = value.GetType().GetProperties()
                .Select(it => (it.GetCustomAttribute<JsiiPropertyAttribute>()!.Name, it.GetValue(value)));
            return One("$jsii.struct", new JsonObject { ["fqn"] = type.FullyQualifiedName, ["data"] = Fields(fields) });
        }

        private static string NameOf(Enum member)
        {
            var name = member.GetType().GetField(member.ToString())!.GetCustomAttribute<JsiiEnumMemberAttribute>()!.Name;
            return $"{member.GetType().GetCustomAttribute<JsiiEnumAttribute>()!.FullyQualifiedName}/{name}";
        }

        private static object MemberOf(Type type, string member) =>
            Enum.GetValues(type).Cast<Enum>().First(it => NameOf(it) == member);

        private static Array List(JsonArray json, Type element)
        {
            var list = Array.CreateInstance(element, json.Count);
            json.Select((it, index) => (it, index)).ToList().ForEach(it => list.SetValue(FromJson(it.it, element), it.index));
            return list;
        }

        private static object Map(JsonObject json, Type type)
        {
            var element = type.IsGenericType ? type.GetGenericArguments()[1] : typeof(object);
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
            json.ToList().ForEach(it => map[it.Key] = FromJson(it.Value, element));
            return map;
        }

        /// <summary>The object that is known by a reference, or a new one: of its class, or of an interface that it has.</summary>
        private static DeputyBase Deputy(string reference, JsonNode? interfaces, Type wanted)
        {
            if (Deputies.TryGetValue(reference, out var known) && wanted.IsInstanceOfType(known))
            {
                return known;
            }
            var asked = wanted.GetCustomAttribute<JsiiInterfaceAttribute>()?.FullyQualifiedName;
            var names = new[] { reference[..reference.LastIndexOf('@')], asked ?? "" }
                .Concat(interfaces?.AsArray().Select(it => (string)it!) ?? Array.Empty<string>());
            var type = names.Select(Types.GetValueOrDefault).FirstOrDefault(it => it != null && wanted.IsAssignableFrom(it))
                ?? typeof(AnonymousObject);
            var deputy = (DeputyBase)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public
                | BindingFlags.NonPublic, null, new object[] { new ByRefValue(reference) }, null)!;
            Remember(deputy);
            return deputy;
        }
    }
}
