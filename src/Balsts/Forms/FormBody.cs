using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Languages;

namespace Balsts.Forms;

/// <summary>A text in the languages in which the form has it.</summary>
public sealed record Wording(string? Lv = null, string? Az = null, string? En = null)
{
    /// <summary>In this language, or in the first of the others that there is.</summary>
    public string In(string language) => (language switch { "lv" => Lv, "az" => Az, _ => En }) ?? En ?? Lv ?? Az ?? "";

    public static Wording Of(string json) => JsonSerializer.Deserialize<Wording>(json, FormBody.Json)!;
    public string ToJson() => JsonSerializer.Serialize(this, FormBody.Json);
}

/// <summary>Whether an indicator asks for what was seen, in words.</summary>
public enum FormEvidence { None, Offered, Required }

/// <summary>When a prompt is offered.</summary>
public enum FormMoment
{
    [Sentence("Before the visit")] Before,
    [Sentence("During the visit")] During,
    [Sentence("For the educator’s self-evaluation")] SelfEvaluation,
    [Sentence("For the conversation after it")] Conversation,
}

/// <summary>What a form asks: areas → indicators → scale → evidence, with snapshots of time on task, and where all of it comes from.</summary>
public sealed record FormBody(string Code, Wording Name, Wording? About, string[] Languages, FormOrigin Origin, FormScale[] Scales, FormSegments? Segments, FormSnapshots? Snapshots, FormArea[] Areas, FormPrompt[] Prompts)
{
    public const string FormatName = "balsts-form-1";
    public const int CodeMax = 40;
    public const int NameMax = 160;
    public const int TextMax = 1000;
    public const int AreasMax = 20;
    public const int IndicatorsMax = 40;
    public const int LevelsMax = 10;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    [JsonPropertyOrder(-1)] public string Format => FormatName;

    /// <summary>In which of its languages somebody reads it who reads this one.</summary>
    public string LanguageFor(string language) => Languages.Contains(language) ? language : Languages.Contains("en") ? "en" : Languages[0];

    public FormScale? ScaleOf(string? code) => Array.Find(Scales, s => s.Code == code);

    public static FormBody Of(FormVersion version) => JsonSerializer.Deserialize<FormBody>(version.Body, Json)!;
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>As somebody who changes it would have it.</summary>
    public string ToFile() => JsonSerializer.Serialize(this, Indented) + "\n";
}

/// <summary>Where a form comes from and what has to be said wherever it is shown.</summary>
/// <param name="Required">Texts that its licence demands: that a translation is not official, that an adaptation is nobody else's opinion.</param>
public sealed record FormOrigin(string Source, string Licence, string? LicenceUrl, string? Attribution, Wording[] Required);

/// <summary>The levels between which one chooses, from the lowest.</summary>
public sealed record FormScale(string Code, FormLevel[] Levels, bool NotApplicable, bool NotSeen);
public sealed record FormLevel(int Value, Wording Name, Wording? About);

/// <summary>Into how many parts the visit falls, and how many minutes each has.</summary>
public sealed record FormSegments(int Count, int Minutes);

/// <summary>What is noted at a few moments of each segment: who is at work.</summary>
public sealed record FormSnapshots(int PerSegment, FormQuestion[] Questions);
public sealed record FormQuestion(string Code, Wording Text, FormAnswer[] Answers);
public sealed record FormAnswer(string Code, Wording Name);
public sealed record FormArea(string Code, Wording Name, Wording? About, FormIndicator[] Indicators);

/// <summary>One thing that is looked at. Without a scale it is answered in words.</summary>
/// <param name="Difficulty">Its place in an order from easy to hard, where the instrument has one.</param>
/// <param name="Behaviours">What one looks at before the indicator is judged as a whole; they are never added up.</param>
public sealed record FormIndicator(string Code, Wording Name, Wording? About, string? Scale, FormEvidence Evidence, int? Difficulty, Wording[] Examples, FormBehaviour[] Behaviours);
public sealed record FormBehaviour(string Code, Wording Name, string Scale);
public sealed record FormPrompt(FormMoment When, Wording Text);
