// What jsii's generated C# says of itself, by the names of Amazon.JSII.Runtime.
using System;

namespace Newtonsoft.Json.Linq
{
    /// <summary>The type of `json`, which only signatures name.</summary>
    public abstract class JObject
    {
    }
}

namespace Amazon.JSII.Runtime
{
    public static class Configuration
    {
        public static bool RuntimeTypeChecking => true;
    }
}

namespace Amazon.JSII.Runtime.Deputy
{
    public abstract class JsiiTypeAttribute : Attribute
    {
        protected JsiiTypeAttribute(string fullyQualifiedName) => FullyQualifiedName = fullyQualifiedName;

        public string FullyQualifiedName { get; }
    }

    public abstract class JsiiMemberAttribute : Attribute
    {
        protected JsiiMemberAttribute(string name) => Name = name;

        public string Name { get; }
    }

    [AttributeUsage(AttributeTargets.Assembly)]
    public sealed class JsiiAssemblyAttribute : Attribute
    {
        public JsiiAssemblyAttribute(string name, string version, string tarball) =>
            (Name, Version, Tarball) = (name, version, tarball);

        public string Name { get; }

        public string Version { get; }

        public string Tarball { get; }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class JsiiClassAttribute : JsiiTypeAttribute
    {
        public JsiiClassAttribute(Type nativeType, string fullyQualifiedName, string? parametersJson = null)
            : base(fullyQualifiedName)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Interface)]
    public sealed class JsiiInterfaceAttribute : JsiiTypeAttribute
    {
        public JsiiInterfaceAttribute(Type nativeType, string fullyQualifiedName)
            : base(fullyQualifiedName)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class JsiiTypeProxyAttribute : JsiiTypeAttribute
    {
        public JsiiTypeProxyAttribute(Type nativeType, string fullyQualifiedName)
            : base(fullyQualifiedName)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class JsiiByValueAttribute : JsiiTypeAttribute
    {
        public JsiiByValueAttribute(string fqn)
            : base(fqn)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Enum)]
    public sealed class JsiiEnumAttribute : JsiiTypeAttribute
    {
        public JsiiEnumAttribute(Type nativeType, string fullyQualifiedName)
            : base(fullyQualifiedName)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Field)]
    public sealed class JsiiEnumMemberAttribute : JsiiMemberAttribute
    {
        public JsiiEnumMemberAttribute(string name)
            : base(name)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class JsiiMethodAttribute : JsiiMemberAttribute
    {
        public JsiiMethodAttribute(string name, string? returnsJson = null, string? parametersJson = null,
            bool isAsync = false, bool isOverride = false)
            : base(name)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class JsiiPropertyAttribute : JsiiMemberAttribute
    {
        public JsiiPropertyAttribute(string name, string typeJson, bool isOptional = false, bool isOverride = false)
            : base(name)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Method)]
    public sealed class JsiiOptionalAttribute : Attribute
    {
    }
}
