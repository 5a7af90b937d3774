using System.Collections.Concurrent;
using System.Reflection;

namespace Foundation.Languages;

/// <summary>The English sentence by which the catalogues know a member: a state of an enum, a thing that happened.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class SentenceAttribute(string id) : Attribute
{
    private static readonly ConcurrentDictionary<Enum, SentenceAttribute> members = new();

    public string Id { get; } = id;

    /// <summary>Tells apart what other languages tell apart: "Submitted" of a plan and of an observation have two genders in Latvian.</summary>
    public string? Context { get; init; }

    internal static SentenceAttribute On(Enum member) => members.GetOrAdd(member, static member =>
        member.GetType().GetField(member.ToString())?.GetCustomAttribute<SentenceAttribute>()
            ?? throw new InvalidOperationException($"{member.GetType().Name}.{member} has no [Sentence]."));
}
