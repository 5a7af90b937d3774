namespace Foundation.Languages;

/// <summary>The English sentence by which the catalogues know a member: a state of an enum, a thing that happened.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class SentenceAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
