using Microsoft.AspNetCore.Components;

namespace Foundation.Ui;

/// <summary>A drawing from the sprite, by its name; it says nothing to a screen reader, the words beside it do.</summary>
public sealed class Icon : IComponent
{
    private RenderHandle handle;

    /// <summary>The name of a Tabler outline icon, written out in the source: the build finds it there and adds it to the sprite.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter] public string? Class { get; set; }

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        Class = null;
        foreach (var parameter in parameters)
        {
            if (parameter.Name == nameof(Name)) Name = (string)parameter.Value;
            else if (parameter.Name == nameof(Class)) Class = (string?)parameter.Value;
        }

        var sprite = handle.Assets["icons.svg"];
        handle.Render(builder => builder.AddMarkupContent(0, Markup(sprite, Name, Class)));
        return Task.CompletedTask;
    }

    internal static string Markup(string sprite, string name, string? @class = null) =>
        $"<svg class=\"icon{(@class is null ? "" : " " + Html.Encode(@class))}\" aria-hidden=\"true\"><use href=\"/{Html.Encode(sprite)}#{Html.Encode(name)}\"></use></svg>";
}
